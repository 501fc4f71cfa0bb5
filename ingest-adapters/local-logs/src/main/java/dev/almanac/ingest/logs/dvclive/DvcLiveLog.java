package dev.almanac.ingest.logs.dvclive;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.table.MetricTable;
import dev.almanac.ingest.logs.table.MetricTable.Columns;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TableReader;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What DVCLive says of one run. */
final class DvcLiveLog implements Log {

  /** The count of {@code next_step()} that DVCLive adds to its summary. */
  private static final String STEP = "step";

  private static final String TIME = "timestamp";
  private static final long MICROS_A_MILLI = 1_000;

  private final Path folder;
  private final List<String> names;
  private final List<Path> tables;
  private final Set<Path> claimed;

  DvcLiveLog(Path folder, List<String> names, List<Path> tables, Set<Path> claimed) {
    this.folder = folder;
    this.names = names;
    this.tables = tables;
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
    List<Path> files = new ArrayList<>(tables);
    for (String name : List.of(DvcLiveFormat.SUMMARY, DvcLiveFormat.PARAMS, DvcLiveFormat.DVC)) {
      files.add(folder.resolve(name));
    }
    return files;
  }

  @Override
  public Set<Path> claimed() {
    return claimed;
  }

  /** The tables hold doubles, an event file floats. */
  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public void read(RunLog out) throws IOException {
    new DocumentParams(out, ".", ParamOrigin.LOGGED)
        .all(LogFiles.yaml(folder.resolve(DvcLiveFormat.PARAMS), out));
    Path root = folder.resolve(DvcLiveFormat.PLOTS).resolve(DvcLiveFormat.METRICS);
    for (Path table : tables) {
      String path = root.relativize(table).toString().replace('\\', '/');
      String key = path.substring(0, path.length() - DvcLiveFormat.ENDING.length());
      try {
        out.metric(MetricDefinition.steps(MetricKind.METRIC, key, StepKind.STEP));
        new MetricTable(table, out, columns -> columns(columns, key, table, out))
            .read(TableFormat.delimited('\t'));
      } catch (IOException unreadable) {
        LogFiles.tell(table, unreadable, out);
      }
    }
    summary("", LogFiles.json(folder.resolve(DvcLiveFormat.SUMMARY), out), out);
    artifacts(out);
  }

  /** Columns are step and the metric, since 2.10 a time before them if the user asked for it. */
  private static Columns columns(List<String> names, String key, Path table, RunLog out) {
    int step = names.indexOf(STEP);
    if (step < 0) {
      out.problem(
          Problem.Kind.UNSUPPORTED,
          table,
          0,
          "The first line names no step: it is not DVCLive's, or still being written",
          String.join("\t", names));
      return new Columns(
          MetricTable.NONE,
          MetricTable.NONE,
          MetricTable.Clock.NONE,
          Collections.nCopies(names.size(), null));
    }
    int time = names.indexOf(TIME);
    List<@Nullable String> keys = new ArrayList<>(Collections.nCopies(names.size(), null));
    for (int i = 0; i < names.size(); i++) {
      if (i != step && i != time) {
        keys.set(i, key);
      }
    }
    return new Columns(step, time < 0 ? MetricTable.NONE : time, DvcLiveLog::micros, keys);
  }

  private static long micros(TableReader reader, int cell) {
    long millis = reader.whole(cell);
    return millis == TableReader.NO_WHOLE || Math.abs(millis) > Long.MAX_VALUE / MICROS_A_MILLI
        ? RunSink.NO_TIME
        : millis * MICROS_A_MILLI;
  }

  /** The latest values; of metrics logged without a plot they are all there is. */
  private static void summary(String prefix, JsonValue values, RunLog out) {
    values
        .entries()
        .forEach(
            (name, value) -> {
              String key = prefix + name;
              if (value instanceof JsonValue.Obj) {
                summary(key + '/', value, out);
              } else if (value.number() != null && !key.equals(STEP)) {
                out.reported(MetricKind.METRIC, key, value.number());
              }
            });
  }

  private void artifacts(RunLog out) {
    LogFiles.yaml(folder.resolve(DvcLiveFormat.DVC), out)
        .get("artifacts")
        .entries()
        .forEach((name, artifact) -> artifact(name, artifact, out));
  }

  private static void artifact(String name, YamlValue artifact, RunLog out) {
    String path = artifact.get("path").text();
    String type = artifact.get("type").text();
    out.artifact(new Artifact(name, type == null ? "file" : type, null, null, path));
  }
}
