package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.yaml.YamlText;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * How a person says what the files of their runs are: the block {@code mapping:} of a source in
 * {@code almanac.yaml}. Immutable.
 *
 * @param runs globs of the folders, or of the files, that are runs; relative to the source's path
 * @param metrics names or globs of the files with curves, relative to the run's folder
 * @param params names or globs of files with params
 * @param run what tells runs within one table apart
 * @param step column of the step, or null to count rows
 * @param stepKind what steps count
 * @param time column of the time, or null
 * @param unit how times are written
 * @param key column that names the metric in long tables, or null
 * @param value column of the value in long tables, or null
 * @param paramColumns columns whose cells are params, where a table holds several runs
 * @param tagColumns columns whose cells are tags, where a table holds several runs
 * @param metricColumns columns that are metrics; empty for all others
 * @param drop columns that are left out
 * @param rename own names of columns by those in the file
 * @param path template of the run's path, whose parts become tags; or null
 * @param name template of the run's name, or null
 * @param project template of the project, or null
 * @param group template of the group, or null
 * @param status how the runs ended, or what file says so
 * @param directions {@code min} or {@code max} by metric
 * @param delimiter what stands between cells, or null to find out
 * @param decimal what stands before fractions, or null to find out
 * @param patterns expressions with named groups for files that are no tables
 */
public record Mapping(
    List<String> runs,
    List<String> metrics,
    List<String> params,
    Run run,
    @Nullable String step,
    String stepKind,
    @Nullable String time,
    TimeUnit unit,
    @Nullable String key,
    @Nullable String value,
    List<String> paramColumns,
    List<String> tagColumns,
    List<String> metricColumns,
    List<String> drop,
    Map<String, String> rename,
    @Nullable String path,
    @Nullable String name,
    @Nullable String project,
    @Nullable String group,
    Status status,
    Map<String, String> directions,
    @Nullable String delimiter,
    @Nullable String decimal,
    List<Pattern> patterns) {

  /** Name of the option that holds the block's YAML: {@code SourceOptions}. */
  public static final String OPTION = "mapping";

  /**
   * What tells runs within one table apart.
   *
   * @param isRow whether each row is a run
   * @param columns columns whose equal cells make a run; none if the table is one run
   */
  public record Run(boolean isRow, List<String> columns) {
    /** Copies the list. */
    public Run {
      columns = List.copyOf(columns);
    }

    /** Tells whether a table holds several runs. */
    public boolean isSeveral() {
      return isRow || !columns.isEmpty();
    }
  }

  /** How times are written. */
  public enum TimeUnit {
    /** Seconds since the epoch. */
    S,
    /** Milliseconds since the epoch. */
    MS,
    /** Microseconds since the epoch. */
    US,
    /** Nanoseconds since the epoch. */
    NS,
    /** ISO 8601; without offset in the source's zone. */
    ISO
  }

  /**
   * How runs ended.
   *
   * @param word the status, {@link RunStatus#UNKNOWN} if nothing is said
   * @param file a file in the run's folder without which nothing is said, or null
   */
  public record Status(RunStatus word, @Nullable String file) {}

  private static final Set<String> KEYS =
      Set.of(
          "runs",
          "metrics",
          "params",
          "run",
          "step",
          "step_kind",
          "time",
          "key",
          "value",
          "epoch",
          "param_columns",
          "tag_columns",
          "metric_columns",
          "drop",
          "rename",
          "path",
          "name",
          "project",
          "group",
          "status",
          "direction",
          "delimiter",
          "decimal",
          "patterns");

  /** Copies the lists and maps. */
  public Mapping {
    runs = List.copyOf(runs);
    metrics = List.copyOf(metrics);
    params = List.copyOf(params);
    paramColumns = List.copyOf(paramColumns);
    tagColumns = List.copyOf(tagColumns);
    metricColumns = List.copyOf(metricColumns);
    drop = List.copyOf(drop);
    rename = Map.copyOf(rename);
    directions = Map.copyOf(directions);
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads a block.
   *
   * @param yaml what stands below {@code mapping:}
   * @throws IOException with all that is wrong with it
   */
  public static Mapping parse(String yaml) throws IOException {
    return new Parser(YamlText.parse(yaml)).mapping();
  }

  /** Reads the values and collects what is wrong. */
  private static final class Parser {
    private final YamlValue block;
    private final List<String> wrong = new ArrayList<>();

    Parser(YamlValue block) {
      this.block = block;
    }

    Mapping mapping() throws IOException {
      if (block.entries().isEmpty()) {
        wrong.add("it says nothing; give at least metrics");
      }
      for (String given : block.entries().keySet()) {
        if (!KEYS.contains(given)) {
          wrong.add("there is no key " + given + "; there are " + new TreeSet<>(KEYS));
        }
      }
      Mapping mapping =
          new Mapping(
              list("runs").isEmpty() ? List.of("**") : list("runs"),
              list("metrics"),
              list("params"),
              run(),
              text("step") == null ? text("epoch") : text("step"),
              stepKind(),
              timeColumn(),
              timeUnit(),
              text("key"),
              text("value"),
              list("param_columns"),
              list("tag_columns"),
              list("metric_columns"),
              list("drop"),
              map("rename"),
              text("path"),
              text("name"),
              text("project"),
              text("group"),
              status(),
              directions(),
              delimiter(),
              decimal(),
              patterns());
      if ((mapping.key() == null) != (mapping.value() == null)) {
        wrong.add("key and value belong together: the columns of a long table");
      }
      boolean hasFiles = mapping.runs().stream().anyMatch(Mapping::isOfFiles);
      if (mapping.metrics().isEmpty() && mapping.params().isEmpty() && !hasFiles) {
        wrong.add("metrics is missing: the name of the file with the curves");
      }
      for (String glob : mapping.runs()) {
        check(glob);
      }
      mapping.metrics().forEach(this::check);
      mapping.params().forEach(this::check);
      if (!wrong.isEmpty()) {
        throw new IOException("Cannot use the mapping: " + String.join("; ", wrong));
      }
      return mapping;
    }

    private void check(String glob) {
      if (glob.startsWith("/") || glob.contains("..")) {
        wrong.add(glob + " leads out of the source's folder");
        return;
      }
      try {
        Globs.pattern(glob);
      } catch (PatternSyntaxException malformed) {
        wrong.add(glob + " is no glob: " + malformed.getDescription());
      }
    }

    private @Nullable String text(String key) {
      YamlValue value = block.get(key);
      if (!(value instanceof YamlValue.Scalar)) {
        wrong.add(key + " must be a text");
        return null;
      }
      return value.text();
    }

    private List<String> list(String key) {
      YamlValue value = block.get(key);
      if (value instanceof YamlValue.Scalar) {
        return value.text() == null ? List.of() : List.of(value.asText());
      }
      List<String> texts = new ArrayList<>();
      for (YamlValue each : value.elements()) {
        texts.add(each.asText());
      }
      if (texts.isEmpty()) {
        wrong.add(key + " must be a text or a list of texts");
      }
      return texts;
    }

    private Map<String, String> map(String key) {
      Map<String, String> texts = new LinkedHashMap<>();
      block.get(key).entries().forEach((from, to) -> texts.put(from, to.asText()));
      return texts;
    }

    private Run run() {
      List<String> columns = list("run");
      if (columns.equals(List.of("row"))) {
        return new Run(true, List.of());
      }
      boolean isTable = columns.equals(List.of("file")) || columns.equals(List.of("folder"));
      return new Run(false, isTable ? List.of() : columns);
    }

    private String stepKind() {
      String kind = text("step_kind");
      if (kind == null) {
        return text("step") == null && text("epoch") != null ? "epoch" : "step";
      }
      if (!Set.of("step", "epoch", "iteration", "env_step", "seconds", "row").contains(kind)) {
        wrong.add("step_kind must be step, epoch, iteration, env_step, seconds or row");
      }
      return kind;
    }

    private @Nullable String timeColumn() {
      YamlValue time = block.get("time");
      return time instanceof YamlValue.Scalar ? time.text() : time.get("column").text();
    }

    private TimeUnit timeUnit() {
      String unit = block.get("time").get("unit").text();
      if (unit == null) {
        return TimeUnit.S;
      }
      try {
        return TimeUnit.valueOf(unit.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException unknown) {
        wrong.add("the unit of time must be s, ms, us, ns or iso, not " + unit);
        return TimeUnit.S;
      }
    }

    private Status status() {
      YamlValue status = block.get("status");
      String word = status instanceof YamlValue.Scalar ? status.text() : status.get("is").text();
      if (word == null) {
        return new Status(RunStatus.UNKNOWN, null);
      }
      try {
        RunStatus parsed = RunStatus.valueOf(word.toUpperCase(Locale.ROOT));
        return new Status(parsed, status.get("file").text());
      } catch (IllegalArgumentException unknown) {
        wrong.add("there is no status " + word);
        return new Status(RunStatus.UNKNOWN, null);
      }
    }

    private Map<String, String> directions() {
      Map<String, String> directions = map("direction");
      directions.forEach(
          (metric, better) -> {
            if (!better.equals("min") && !better.equals("max")) {
              wrong.add("the direction of " + metric + " must be min or max, not " + better);
            }
          });
      return directions;
    }

    private @Nullable String delimiter() {
      String delimiter = text("delimiter");
      if (delimiter == null) {
        return null;
      }
      String plain = delimiter.equals("tab") || delimiter.equals("\\t") ? "\t" : delimiter;
      if (plain.length() != 1 || plain.charAt(0) > 126) {
        wrong.add("the delimiter must be one character, or tab");
        return null;
      }
      return plain;
    }

    private @Nullable String decimal() {
      String decimal = text("decimal");
      if (decimal != null && !decimal.equals(".") && !decimal.equals(",")) {
        wrong.add("decimal must be \".\" or \",\"");
      }
      return decimal;
    }

    private List<Pattern> patterns() {
      List<Pattern> patterns = new ArrayList<>();
      for (String text : list("patterns")) {
        try {
          patterns.add(Pattern.compile(text));
        } catch (PatternSyntaxException malformed) {
          wrong.add("the pattern " + text + " is malformed: " + malformed.getDescription());
        }
      }
      return patterns;
    }
  }

  /** Tells whether a glob means files: its last part has an extension. */
  static boolean isOfFiles(String glob) {
    String last = glob.substring(glob.lastIndexOf('/') + 1);
    return last.matches(".*\\.[A-Za-z]\\w{0,8}(\\.gz)?");
  }
}
