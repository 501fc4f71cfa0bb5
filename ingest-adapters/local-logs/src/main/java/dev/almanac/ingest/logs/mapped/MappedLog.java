package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.logs.table.JsonRows;
import dev.almanac.ingest.logs.table.MetricTable;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TableReader;
import dev.almanac.ingest.logs.table.TailCursor;
import dev.almanac.ingest.logs.table.TextStream;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.text.LineReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of a mapping: a folder with its files, or a file. */
final class MappedLog implements Log {

  private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z]\\w*)>");

  private final Mapping mapping;
  private final Path folder;
  private final String part;
  private final String path;
  private final List<Path> metrics;
  private final List<Path> params;

  MappedLog(
      Mapping mapping,
      Path folder,
      String part,
      String path,
      List<Path> metrics,
      List<Path> params) {
    this.mapping = mapping;
    this.folder = folder;
    this.part = part;
    this.path = path;
    this.metrics = List.copyOf(metrics);
    this.params = List.copyOf(params);
  }

  @Override
  public Role role() {
    return part.isEmpty() ? Role.RUN : Role.PART;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public String part() {
    return part;
  }

  @Override
  public List<Path> files() {
    List<Path> files = new ArrayList<>(metrics);
    files.addAll(params);
    String end = mapping.status().file();
    if (end != null) {
      files.add(folder.resolve(end));
    }
    return files;
  }

  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public Set<Path> exclusive() {
    return Set.copyOf(metrics);
  }

  @Override
  public void read(RunLog out) throws IOException {
    facts(out);
    for (Path file : metrics) {
      try {
        read(file, out);
      } catch (IOException unreadable) {
        LogFiles.tell(file, unreadable, out);
      }
    }
  }

  /** Only a run of one table continues; with several, none could say where all of them stand. */
  @Override
  public boolean canResume(String cursor) throws IOException {
    TailCursor saved = TailCursor.parse(cursor);
    return saved != null
        && metrics.size() == 1
        && isWide(metrics.get(0))
        && saved.isStillIn(metrics.get(0));
  }

  @Override
  public void resume(String cursor, RunLog out) throws IOException {
    facts(out);
    TailCursor saved = java.util.Objects.requireNonNull(TailCursor.parse(cursor), "a cursor");
    TableFormat format =
        java.util.Objects.requireNonNull(Cells.format(mapping, metrics.get(0)), "a table");
    remember(table(metrics.get(0), out).resume(format, saved), out);
  }

  private void remember(MetricTable.Reading reading, RunLog out) {
    TailCursor cursor = reading.cursor();
    if (cursor != null && metrics.size() == 1) {
      out.cursor(cursor.text());
    }
  }

  private boolean isWide(Path file) {
    return mapping.key() == null
        && mapping.patterns().isEmpty()
        && !isJson(file)
        && !ParquetTable.isNamedSo(file)
        && !ArffHeader.isNamedSo(file);
  }

  /** Tells whether a file is named for JSON lines. */
  static boolean isJson(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jsonl|ndjson|json|jl)");
  }

  private void facts(RunLog out) throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    if (mapping.path() != null) {
      parts.putAll(Globs.parts(mapping.path(), path));
      parts.forEach(out::tag);
    }
    tell(mapping, parts, out);
    String end = mapping.status().file();
    boolean isKnown = end == null || Files.exists(folder.resolve(end));
    out.status(isKnown ? mapping.status().word() : RunStatus.UNKNOWN);
    for (Path file : params) {
      document(file, out);
    }
    directions(mapping, out);
  }

  /** States what templates say. */
  static void tell(Mapping mapping, Map<String, String> parts, RunLog out) {
    if (mapping.name() != null) {
      out.name(Globs.filled(mapping.name(), parts));
    }
    if (mapping.project() != null) {
      String project = Globs.filled(mapping.project(), parts);
      out.project(project, project);
    }
    if (mapping.group() != null) {
      out.groupName(Globs.filled(mapping.group(), parts));
    }
  }

  /** States what is better. */
  static void directions(Mapping mapping, RunLog out) {
    mapping
        .directions()
        .forEach(
            (key, better) ->
                out.metric(
                    MetricDefinition.steps(MetricKind.METRIC, key, Cells.stepKind(mapping))
                        .withDirection(better, "almanac.yaml")));
  }

  private static void document(Path file, RunLog out) {
    DocumentParams params = new DocumentParams(out, "/", ParamOrigin.CONFIG);
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      params.all(LogFiles.json(file, out));
    } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      params.all(LogFiles.yaml(file, out));
    } else {
      pairs(file, out);
    }
  }

  /** Lines of {@code key=value}, {@code key: value} or {@code key,value}. */
  private static void pairs(Path file, RunLog out) {
    try {
      String text = FileTexts.text(FileTexts.bytes(file));
      for (String line : text.split("\\R")) {
        String[] pair = line.split("\\s*[=:,\\t]\\s*", 2);
        boolean isComment = line.startsWith("#") || line.startsWith(";") || line.startsWith("[");
        if (pair.length == 2 && !isComment && !pair[0].isBlank()) {
          out.param(pair[0].strip(), pair[1].strip(), ParamOrigin.CONFIG);
        }
      }
    } catch (IOException unreadable) {
      LogFiles.tell(file, unreadable, out);
    }
  }

  private void read(Path file, RunLog out) throws IOException {
    if (ParquetTable.isNamedSo(file)) {
      new ParquetTable(mapping, file, out).read();
    } else if (!mapping.patterns().isEmpty()) {
      lines(file, out);
    } else if (isJson(file)) {
      rows(file, out);
    } else {
      TableFormat format = Cells.format(mapping, file);
      if (format == null) {
        throw new IOException("it does not begin with names of columns");
      }
      if (mapping.key() != null && mapping.value() != null) {
        longTable(file, format, mapping.key(), mapping.value(), out);
      } else {
        remember(table(file, out).read(format), out);
      }
    }
  }

  private MetricTable table(Path file, RunLog out) throws IOException {
    java.time.ZoneId zone = out.zone();
    return new MetricTable(
        file, out, Cells.stepKind(mapping), names -> Cells.columns(mapping, names, zone));
  }

  private void longTable(
      Path file, TableFormat format, String keyColumn, String valueColumn, RunLog out)
      throws IOException {
    RowPoints points = new RowPoints(out, MetricKind.METRIC, Cells.stepKind(mapping));
    MetricTable.Clock clock = Cells.clock(mapping, out.zone());
    boolean hasNames = format.beginning() == 0;
    try (TextStream.Opened opened =
        hasNames ? TextStream.open(file) : TextStream.openAt(file, format.beginning())) {
      TableReader reader = new TableReader(opened.input(), format, opened.skipped());
      if (hasNames) {
        reader.next();
      }
      List<String> names = format.columns();
      int key = names.indexOf(keyColumn);
      int value = names.indexOf(valueColumn);
      int step = mapping.step() == null ? MetricTable.NONE : names.indexOf(mapping.step());
      int time = mapping.time() == null ? MetricTable.NONE : names.indexOf(mapping.time());
      if (key < 0 || value < 0) {
        throw new IOException("it has no columns " + keyColumn + " and " + valueColumn);
      }
      long row = 0;
      while (reader.next() && reader.isComplete()) {
        long bits = key < reader.cells() ? reader.bits(value) : TableReader.MISSING;
        if (bits == TableReader.TEXT) {
          points.leaveOut(Problem.Kind.UNSUPPORTED, reader.text(key), reader.text(value));
        } else if (bits != TableReader.MISSING) {
          long whole = step == MetricTable.NONE ? row : reader.whole(step);
          long micros =
              time < 0 || time >= reader.cells() ? RunSink.NO_TIME : clock.micros(reader, time);
          String name = reader.text(key);
          points.number(
              mapping.rename().getOrDefault(name, name),
              whole == TableReader.NO_WHOLE ? row : whole,
              micros,
              Double.longBitsToDouble(bits));
        }
        row++;
      }
    }
    points.tellLeftOut(file);
  }

  private void rows(Path file, RunLog out) throws IOException {
    RowPoints points = new RowPoints(out, MetricKind.METRIC, Cells.stepKind(mapping));
    try (TextStream.Opened opened = TextStream.open(file)) {
      JsonRows rows = new JsonRows(opened.input(), opened.skipped());
      long index = 0;
      while (rows.next()) {
        if (rows.isWhole() && !rows.isComplete()) {
          out.problem(
              Problem.Kind.TRUNCATED,
              file,
              rows.offset(),
              "The last line does not end with a line break: it is still being written",
              rows.raw(200));
          break;
        }
        long offset = rows.offset();
        String raw = rows.raw(200);
        JsonRow row = new JsonRow(mapping, out.zone());
        try {
          rows.leaves("/", row);
          row.give(points, index);
        } catch (IOException malformed) {
          out.problem(
              Problem.Kind.CORRUPT,
              file,
              offset,
              "The line is no JSON object: " + FileTexts.reason(malformed),
              raw);
        }
        index++;
      }
    }
    points.tellLeftOut(file);
  }

  /** The leaves of one row, until the step is known. */
  private static final class JsonRow implements JsonRows.Leaves {
    private final Mapping mapping;
    private final java.time.ZoneId zone;
    private final Map<String, Double> numbers = new LinkedHashMap<>();
    private final Map<String, String> others = new LinkedHashMap<>();
    private long step = Long.MIN_VALUE;
    private long micros = RunSink.NO_TIME;

    JsonRow(Mapping mapping, java.time.ZoneId zone) {
      this.mapping = mapping;
      this.zone = zone;
    }

    @Override
    public void number(String path, double value) {
      if (path.equals(mapping.step())) {
        step = (long) value;
      } else if (path.equals(mapping.time())) {
        micros = Cells.micros(mapping.unit(), value);
      } else {
        String key = Cells.metric(mapping, path);
        if (key != null) {
          numbers.put(key, value);
        }
      }
    }

    @Override
    public void text(String path, String value) {
      if (path.equals(mapping.time())) {
        micros = IsoTimes.micros(IsoTimes.instant(value, zone));
        return;
      }
      Double number = new JsonValue.Text(value).number();
      if (number != null) {
        number(path, number);
      } else if (Cells.metric(mapping, path) != null) {
        others.put(path, value);
      }
    }

    @Override
    public void truth(String path, boolean value) {
      number(path, value ? 1 : 0);
    }

    @Override
    public void passed(String path) {
      if (Cells.metric(mapping, path) != null) {
        others.put(path, "[…]");
      }
    }

    void give(RowPoints points, long index) {
      long own = step == Long.MIN_VALUE ? index : step;
      numbers.forEach((key, value) -> points.number(key, own, micros, value));
      others.forEach((key, raw) -> points.leaveOut(Problem.Kind.UNSUPPORTED, key, raw));
    }
  }

  /** Lines that patterns know: groups are metrics, but {@code step}, {@code key}, {@code value}. */
  private void lines(Path file, RunLog out) throws IOException {
    RowPoints points = new RowPoints(out, MetricKind.METRIC, Cells.stepKind(mapping));
    try (TextStream.Opened opened = TextStream.open(file)) {
      LineReader reader = new LineReader(opened.input());
      long step = 0;
      while (reader.next() && reader.isComplete()) {
        String line =
            new String(
                reader.bytes(),
                reader.start(),
                reader.end() - reader.start(),
                StandardCharsets.UTF_8);
        for (Pattern pattern : mapping.patterns()) {
          Matcher matcher = pattern.matcher(line);
          if (matcher.find()) {
            step = line(pattern, matcher, step, points);
            break;
          }
        }
      }
    }
    points.tellLeftOut(file);
  }

  private long line(Pattern pattern, Matcher matcher, long before, RowPoints points) {
    long step = before;
    String keyed = null;
    List<String> groups = new ArrayList<>();
    Matcher names = GROUP.matcher(pattern.pattern());
    while (names.find()) {
      groups.add(names.group(1));
    }
    if (groups.contains("step") && matcher.group("step") != null) {
      Long own = new JsonValue.Text(matcher.group("step")).integer();
      step = own == null ? step : own;
    }
    if (groups.contains("key")) {
      keyed = matcher.group("key");
    }
    for (String name : groups) {
      String text = matcher.group(name);
      if (name.equals("step") || name.equals("key") || text == null) {
        continue;
      }
      String key = name.equals("value") && keyed != null ? keyed : name;
      Double number = new JsonValue.Text(text).number();
      if (number == null) {
        points.leaveOut(Problem.Kind.UNSUPPORTED, key, text);
      } else {
        points.number(mapping.rename().getOrDefault(key, key), step, RunSink.NO_TIME, number);
      }
    }
    return step;
  }
}
