package dev.almanac.ingest.logs.polyaxon;

import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.text.LineReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * The events of one run. A metric's file has rows of three cells between bars; which is which, its
 * first row says. Every other kind of event is an artifact, and so is each file that one names.
 */
final class PolyaxonLog implements Log {

  private static final String METRIC = "metric";
  private static final int RAW = 200;

  private final Path folder;
  private final List<Path> files;
  private final Set<Path> claimed;

  PolyaxonLog(Path folder, List<Path> files, Set<Path> claimed) {
    this.folder = folder;
    this.files = files;
    this.claimed = claimed;
  }

  @Override
  public Role role() {
    return Role.RUN;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public List<Path> files() {
    return files;
  }

  @Override
  public Set<Path> claimed() {
    return claimed;
  }

  @Override
  public boolean tellsTimes() {
    return true;
  }

  @Override
  public void read(RunLog out) {
    for (Path file : files) {
      Path place = folder.relativize(file);
      String kind = place.getName(1).toString();
      String name = place.getName(2).toString();
      String key = name.substring(0, name.length() - PolyaxonFormat.ENDING.length());
      boolean isSystem = place.getName(0).toString().equals(PolyaxonFormat.RESOURCES);
      try {
        if (kind.equals(METRIC)) {
          metric(file, key, isSystem ? MetricKind.SYSTEM : MetricKind.METRIC, out);
        } else {
          LogFiles.artifact(out, folder, place.toString(), kind);
          named(file, kind, out);
        }
      } catch (IOException unreadable) {
        LogFiles.tell(file, unreadable, out);
      }
    }
  }

  /** Where the cells of a row stand. */
  private record Header(int step, int time, int value) {

    static Header of(List<String> names, Path file) throws IOException {
      int step = names.indexOf("step");
      int time = names.indexOf("timestamp");
      if (names.size() != 3 || step < 0 || time < 0) {
        throw new IOException(
            "its first line names no step, timestamp and value: " + String.join("|", names));
      }
      return new Header(step, time, 3 - step - time);
    }
  }

  private static List<String> cells(LineReader lines) {
    String line = FileTexts.text(lines.copy(LineReader.MAX_LINE)).stripTrailing();
    return List.of(line.split("\\|", 3));
  }

  private void metric(Path file, String key, MetricKind kind, RunLog out) throws IOException {
    try (InputStream input = new FileInputStream(file.toFile())) {
      LineReader lines = new LineReader(input);
      Header header = null;
      RowPoints points = new RowPoints(out, kind, StepKind.STEP);
      long row = 0;
      while (lines.next()) {
        if (lines.end() == lines.start()) {
          continue;
        }
        List<String> cells = cells(lines);
        if (header == null) {
          header = Header.of(cells, file);
        } else if (!lines.isComplete() && cells.size() < 3) {
          tell(Problem.Kind.TRUNCATED, "The last line is still being written", file, lines, out);
        } else if (cells.size() == 3) {
          point(cells, header, key, row++, points, file, lines, out);
        } else {
          tell(Problem.Kind.CORRUPT, "A line has not three cells", file, lines, out);
        }
      }
      points.tellLeftOut(file);
    }
  }

  private static void point(
      List<String> cells,
      Header header,
      String key,
      long row,
      RowPoints points,
      Path file,
      LineReader lines,
      RunLog out) {
    Double value = new JsonValue.Text(cells.get(header.value())).number();
    if (value == null || !lines.isComplete() && header.value() == 2) {
      // Half a number is a number, too: the last line counts once it is ended.
      boolean isLive = !lines.isComplete();
      tell(
          isLive ? Problem.Kind.TRUNCATED : Problem.Kind.CORRUPT,
          isLive ? "The last line is still being written" : "The value is no number",
          file,
          lines,
          out);
      return;
    }
    Long step = new JsonValue.Text(cells.get(header.step())).integer();
    long micros = IsoTimes.micros(IsoTimes.instant(cells.get(header.time()), ZoneOffset.UTC));
    points.number(key, step == null ? row : step, micros, value);
  }

  /** Events of other kinds are JSON; many name a file. */
  private static void named(Path file, String kind, RunLog out) throws IOException {
    try (InputStream input = new FileInputStream(file.toFile())) {
      LineReader lines = new LineReader(input, 1 << 20);
      while (lines.next()) {
        String line = FileTexts.text(lines.copy(1 << 20));
        int begin = line.indexOf('{');
        if (begin < 0) {
          continue;
        }
        try {
          JsonValue event = JsonText.parse(line.substring(begin));
          String path = event.get("path").text();
          if (path != null) {
            String own = event.get("kind").text();
            out.artifact(new Artifact(path, own == null ? kind : own, null, null, path));
          }
        } catch (IOException malformed) {
          tell(
              lines.isComplete() ? Problem.Kind.CORRUPT : Problem.Kind.TRUNCATED,
              "The event is not JSON: " + FileTexts.reason(malformed),
              file,
              lines,
              out);
        }
      }
    }
  }

  private static void tell(
      Problem.Kind kind, String reason, Path file, LineReader lines, RunLog out) {
    out.problem(kind, file, lines.offset(), reason, FileTexts.text(lines.copy(RAW)));
  }
}
