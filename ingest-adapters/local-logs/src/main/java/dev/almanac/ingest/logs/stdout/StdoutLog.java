package dev.almanac.ingest.logs.stdout;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.table.TailCursor;
import dev.almanac.ingest.logs.table.TextStream;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.text.LineReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one program printed of one run; continues where it was read to. */
final class StdoutLog implements Log {

  private static final int MAX_LINE = 1 << 20;

  private static final Pattern TIME =
      Pattern.compile(
          "[\\[(]?(\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?"
              + "(?:Z|[+-]\\d\\d:\\d\\d)?)\\b.*");

  private final Path file;
  private final Preset preset;
  private final String part;

  StdoutLog(Path file, Preset preset, String part) {
    this.file = file;
    this.preset = preset;
    this.part = part;
  }

  @Override
  public Role role() {
    return part.isEmpty() ? Role.RUN : Role.PART;
  }

  @Override
  public Path folder() {
    return requireNonNull(file.getParent(), "a file has a folder");
  }

  @Override
  public String part() {
    return part;
  }

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public void read(RunLog out) throws IOException {
    try (TextStream.Opened opened = TextStream.open(file)) {
      lines(opened, preset.parser(), out);
    }
  }

  @Override
  public boolean canResume(String cursor) throws IOException {
    TailCursor saved = TailCursor.parse(cursor);
    return saved != null
        && preset.name().equals(saved.state().get("preset"))
        && saved.isStillIn(file);
  }

  @Override
  public void resume(String cursor, RunLog out) throws IOException {
    TailCursor saved = requireNonNull(TailCursor.parse(cursor), "only after canResume");
    LineParser parser = preset.parser();
    parser.state(Long.parseLong(saved.state().getOrDefault("state", "0")));
    try (TextStream.Opened opened = TextStream.openAt(file, saved.offset())) {
      lines(opened, parser, out);
    }
  }

  private void lines(TextStream.Opened opened, LineParser parser, RunLog out) throws IOException {
    Points points = new Points(out, preset);
    LineReader reader = new LineReader(opened.input(), MAX_LINE);
    long end = opened.skipped();
    out.tag("stdout/preset", preset.name().toLowerCase(Locale.ROOT));
    ZoneId zone = out.zone();
    boolean told = false;
    while (reader.next() && reader.isComplete()) {
      end = opened.skipped() + reader.nextOffset();
      if (reader.isOverlong() && !told) {
        told = true;
        out.problem(
            Problem.Kind.UNSUPPORTED,
            file,
            reader.offset(),
            "A line is longer than " + MAX_LINE + " bytes; only its end was looked at",
            null);
      }
      String line =
          PrintedText.visible(
              new String(
                  reader.bytes(),
                  reader.start(),
                  reader.end() - reader.start(),
                  StandardCharsets.UTF_8));
      points.micros = time(line, zone);
      parser.line(line, points);
    }
    if (opened.isAsInFile()) {
      Map<String, String> state = Map.of("preset", preset.name(), "state", "" + parser.state());
      out.cursor(TailCursor.of(file, end, state).text());
    }
  }

  private static long time(String line, ZoneId zone) {
    if (line.length() < 19 || line.indexOf('-') < 0 || line.indexOf(':') < 0) {
      return RunSink.NO_TIME;
    }
    Matcher matcher = TIME.matcher(line);
    return matcher.matches()
        ? IsoTimes.micros(IsoTimes.instant(matcher.group(1), zone))
        : RunSink.NO_TIME;
  }

  /** Puts what lines say into the run. */
  private static final class Points implements Printed {
    private final RunLog out;
    private final Preset preset;
    private final Map<String, Integer> handles = new HashMap<>();
    private long micros = RunSink.NO_TIME;

    Points(RunLog out, Preset preset) {
      this.out = out;
      this.preset = preset;
    }

    @Override
    public void number(String key, long step, double value, String unit) {
      Integer handle = handles.get(key);
      if (handle == null) {
        handle = out.key(MetricKind.METRIC, key);
        handles.put(key, handle);
        out.metric(
            new MetricDefinition(
                MetricKind.METRIC,
                key,
                preset.stepKind(),
                null,
                null,
                null,
                null,
                unit.isEmpty() ? null : unit));
      }
      out.point(handle, step, micros, value);
    }

    @Override
    public void param(String key, String value) {
      out.param(key, value, ParamOrigin.LOGGED);
    }

    @Override
    public void tag(String key, String value) {
      out.tag(key, value);
    }

    @Override
    public void time(long now) {
      micros = now;
      Instant instant =
          Instant.ofEpochSecond(
              Math.floorDiv(now, 1_000_000L), Math.floorMod(now, 1_000_000L) * 1_000L);
      out.startedAt(instant);
    }

    @Override
    public void ended(RunStatus status) {
      out.status(status);
      if (micros != RunSink.NO_TIME) {
        out.endedAt(Instant.ofEpochSecond(0, micros * 1_000));
      }
    }
  }
}
