package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TableReader;
import dev.almanac.ingest.logs.table.TextStream;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Drafts a mapping by looking at files that no format knows: what {@code almanac sync --guess PATH}
 * prints. A draft is a beginning for a person to correct; it says what it is unsure of. Reads the
 * beginnings of some files and nothing else.
 */
public final class MappingDraft {

  private static final int MAX_FILES = 20_000;
  private static final int MAX_DEPTH = 12;
  private static final int SAMPLE_ROWS = 2_000;

  private static final List<String> STEPS =
      List.of(
          "global_step",
          "step",
          "_step",
          "iteration",
          "iter",
          "steps",
          "total_timesteps",
          "timesteps_total",
          "timestep",
          "update",
          "batch",
          "epoch",
          "epochs",
          "train_size",
          "budget",
          "round",
          "generation");

  private static final Pattern TIMES =
      Pattern.compile("(?i)(_?timestamp|time|wall_?time|date_?time|date|created(_at)?|logged_at)");

  private static final Pattern METRICS =
      Pattern.compile(
          "(?i).*(loss|acc|accuracy|error|err|score|auc|f1|precision|recall|rmse|mse|mae|r2|"
              + "perplexity|ppl|reward|return|fitness|objective|metric|cost|bleu|rouge|map|iou|"
              + "runtime|traintime|duration).*");

  private static final Set<String> TABLES = Set.of("csv", "tsv", "arff");
  private static final Set<String> DOCUMENTS = Set.of("json", "yaml", "yml");

  private final Path place;
  private final Map<String, List<Path>> tables = new TreeMap<>();
  private final Map<String, List<Path>> documents = new TreeMap<>();

  /** What a table looks like. */
  private static final class Look {
    private final List<String> names;
    private final List<List<String>> rows = new ArrayList<>();

    Look(List<String> names) {
      this.names = names;
    }

    List<String> column(int index) {
      List<String> cells = new ArrayList<>();
      for (List<String> row : rows) {
        String cell = index < row.size() ? row.get(index) : "";
        if (!cell.isEmpty()) {
          cells.add(cell);
        }
      }
      return cells;
    }

    boolean isNumeric(int index) {
      List<String> cells = column(index);
      long numbers = cells.stream().filter(MappingDraft::isNumber).count();
      return !cells.isEmpty() && numbers == cells.size();
    }
  }

  private MappingDraft(Path place) {
    this.place = place.toAbsolutePath().normalize();
  }

  /**
   * Drafts for a file or a folder.
   *
   * @return the text of a {@code sources:} entry for {@code almanac.yaml}, with comments; empty if
   *     there are no tables to be mapped
   * @throws IOException if the place cannot be looked at
   */
  public static Optional<String> of(Path place) throws IOException {
    MappingDraft draft = new MappingDraft(place);
    draft.look();
    return draft.text();
  }

  private void look() throws IOException {
    int[] seen = {0};
    Files.walkFileTree(
        place,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (attributes.size() > 0 && TABLES.contains(extension)) {
              tables.computeIfAbsent(name, absent -> new ArrayList<>()).add(file);
            } else if (attributes.size() > 0 && DOCUMENTS.contains(extension)) {
              documents.computeIfAbsent(name, absent -> new ArrayList<>()).add(file);
            }
            return ++seen[0] > MAX_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private Optional<String> text() throws IOException {
    Path sample = null;
    Look look = null;
    List<Path> same = List.of();
    int most = tables.values().stream().mapToInt(List::size).max().orElse(0);
    List<Map.Entry<String, List<Path>>> byCount =
        new ArrayList<>(
            tables.entrySet().stream()
                .filter(entry -> 2 * entry.getValue().size() >= most)
                .toList());
    // Of tables that lie side by side the larger one says more.
    byCount.sort((one, other) -> Long.compare(size(other.getValue()), size(one.getValue())));
    for (Map.Entry<String, List<Path>> candidate : byCount) {
      Path file = candidate.getValue().get(0);
      Look found = look(file);
      if (found != null && isMetrics(found) && look == null) {
        sample = file;
        look = found;
        same = candidate.getValue();
      }
    }
    if (sample == null || look == null) {
      return Optional.empty();
    }
    StringBuilder yaml = new StringBuilder();
    yaml.append("# A draft: look through it, correct it, and put it into almanac.yaml.\n");
    yaml.append("sources:\n");
    boolean isFile = Files.isRegularFile(place);
    yaml.append("  - path: ").append(quoted(place.toString())).append('\n');
    yaml.append("    kind: logs\n");
    yaml.append("    mapping:\n");
    List<Path> alike = same.size() > 1 || isFile ? List.of() : alike(sample, look);
    boolean isOneTable = same.size() == 1 && alike.size() <= 1;
    runs(yaml, sample, same, alike, isOneTable);
    columns(yaml, look, isOneTable);
    return Optional.of(yaml.toString());
  }

  private static long size(List<Path> files) {
    long size = 0;
    for (Path file : files) {
      size += file.toFile().length();
    }
    return size;
  }

  // Which runs there are.

  private void runs(
      StringBuilder yaml, Path sample, List<Path> same, List<Path> alike, boolean isOneTable) {
    if (alike.size() > 1) {
      String glob = glob(alike.stream().map(this::relative).toList());
      line(yaml, "runs", quoted(glob), alike.size() + " files, each a run");
      return;
    }
    if (isOneTable) {
      line(yaml, "runs", quoted(relative(sample)), "the table holds the runs, or is one");
      return;
    }
    List<String> folders = same.stream().map(file -> relative(file.getParent())).toList();
    line(yaml, "runs", quoted(glob(folders)), same.size() + " folders, each a run");
    line(yaml, "metrics", quoted(String.valueOf(sample.getFileName())), "");
    for (Map.Entry<String, List<Path>> other : tables.entrySet()) {
      boolean isBeside = other.getValue().size() >= same.size() / 2 && other.getValue() != same;
      if (isBeside && other.getValue().size() > 1) {
        yaml.append("      # there is also ")
            .append(other.getKey())
            .append(": make metrics a list ");
        yaml.append("to read it too\n");
      }
    }
    Set<Path> own = new HashSet<>();
    same.forEach(file -> own.add(file.getParent()));
    List<String> params = new ArrayList<>();
    for (Map.Entry<String, List<Path>> document : documents.entrySet()) {
      long beside = document.getValue().stream().filter(d -> own.contains(d.getParent())).count();
      if (2 * beside >= same.size()) {
        params.add(quoted(document.getKey()));
      }
    }
    if (!params.isEmpty()) {
      line(yaml, "params", "[" + String.join(", ", params) + "]", "what is set, not measured");
    }
    template(yaml, folders);
  }

  private void template(StringBuilder yaml, List<String> folders) {
    int depth = folders.get(0).split("/").length;
    if (depth < 2 || folders.stream().anyMatch(path -> path.split("/").length != depth)) {
      return;
    }
    List<String> parts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int level = 0; level < depth; level++) {
      Set<String> values = new TreeSet<>();
      for (String folder : folders) {
        values.add(folder.split("/")[level]);
      }
      String prefix = prefix(values);
      String name = prefix.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
      if (values.size() == 1) {
        parts.add(values.iterator().next());
      } else if (name.isEmpty() || names.contains(name)) {
        parts.add("{level" + (level + 1) + "}");
        names.add("level" + (level + 1));
      } else {
        parts.add(prefix + "{" + name + "}");
        names.add(name);
      }
    }
    line(yaml, "path", quoted(String.join("/", parts)), "each {part} becomes a tag; name them");
  }

  /** Returns a glob of paths: parts that are all alike as they are, others by what they share. */
  private static String glob(List<String> paths) {
    int depth = paths.get(0).split("/").length;
    if (paths.stream().anyMatch(path -> path.split("/").length != depth)) {
      Set<String> last = new TreeSet<>();
      paths.forEach(path -> last.add(path.substring(path.lastIndexOf('/') + 1)));
      return "**/" + shared(last);
    }
    List<String> parts = new ArrayList<>();
    for (int level = 0; level < depth; level++) {
      Set<String> values = new TreeSet<>();
      for (String path : paths) {
        values.add(path.split("/")[level]);
      }
      parts.add(shared(values));
    }
    return String.join("/", parts);
  }

  private static String shared(Set<String> values) {
    if (values.size() == 1) {
      return values.iterator().next();
    }
    Set<String> extensions = new TreeSet<>();
    values.forEach(
        value ->
            extensions.add(value.indexOf('.') < 0 ? "" : value.substring(value.lastIndexOf('.'))));
    String end = extensions.size() == 1 ? extensions.iterator().next() : "";
    return prefix(values) + "*" + (end.matches("\\.[A-Za-z]\\w*") ? end : "");
  }

  private static String prefix(Set<String> values) {
    String prefix = values.iterator().next();
    for (String value : values) {
      int same = 0;
      while (same < Math.min(prefix.length(), value.length())
          && prefix.charAt(same) == value.charAt(same)) {
        same++;
      }
      prefix = prefix.substring(0, same);
    }
    // Digits that happen to be the same belong to the number that differs.
    return prefix.replaceAll("\\d+$", "");
  }

  private List<Path> alike(Path sample, Look look) throws IOException {
    List<Path> alike = new ArrayList<>();
    for (List<Path> files : tables.values()) {
      for (Path file : files) {
        if (alike.size() < 200 || java.util.Objects.equals(file.getParent(), sample.getParent())) {
          TableFormat format = TableFormat.of(file);
          if (format != null && format.columns().equals(look.names)) {
            alike.add(file);
          }
        }
      }
    }
    return alike;
  }

  // What the columns are.

  private void columns(StringBuilder yaml, Look look, boolean isOneTable) {
    List<String> names = look.names;
    int key = longKey(look);
    String step = null;
    for (String candidate : STEPS) {
      int index = names.indexOf(candidate);
      if (step == null && index >= 0 && look.isNumeric(index)) {
        step = candidate;
      }
    }
    List<String> several = isOneTable ? runColumns(look, step) : List.of();
    boolean isRows = isOneTable && step == null && key < 0;
    if (isRows) {
      line(yaml, "run", "row", "each row is a run; leave out if the table is one run");
      described(yaml, look);
    } else if (!several.isEmpty()) {
      line(yaml, "run", list(several), "rows with equal cells here are one run");
    }
    if (step != null) {
      boolean isEpoch = step.startsWith("epoch");
      line(yaml, isEpoch ? "epoch" : "step", quoted(step), "");
    } else if (!isRows) {
      yaml.append(
          "      # step: NAME               # no column looks like a step: rows are counted\n");
    }
    time(yaml, look, step);
    if (key >= 0) {
      int value = names.indexOf("value") >= 0 ? names.indexOf("value") : names.indexOf("Value");
      line(yaml, "key", quoted(names.get(key)), "a long table: this column names the metric");
      line(yaml, "value", quoted(names.get(value)), "");
    }
    unread(yaml, look, several, isRows, step, key);
  }

  /** Texts in a table that is one run, or several by their columns, cannot be metrics. */
  private static void unread(
      StringBuilder yaml,
      Look look,
      List<String> several,
      boolean isRows,
      @Nullable String step,
      int key) {
    List<String> texts = new ArrayList<>();
    for (int index = 0; index < look.names.size(); index++) {
      String name = look.names.get(index);
      boolean isUsed = several.contains(name) || name.equals(step) || TIMES.matcher(name).matches();
      if (!isRows && !isUsed && index != key && !name.isEmpty() && !look.isNumeric(index)) {
        texts.add(quoted(name));
      }
    }
    if (!texts.isEmpty() && key < 0) {
      line(yaml, "drop", "[" + String.join(", ", texts) + "]", "texts or empty: no metrics");
    }
  }

  private static void described(StringBuilder yaml, Look look) {
    List<String> params = new ArrayList<>();
    List<String> metrics = new ArrayList<>();
    for (int index = 0; index < look.names.size(); index++) {
      String name = look.names.get(index);
      boolean isMetric = look.isNumeric(index) && METRICS.matcher(name).matches();
      if (!name.isEmpty()) {
        (isMetric ? metrics : params).add(name);
      }
    }
    if (metrics.isEmpty() && !params.isEmpty() && look.isNumeric(look.names.size() - 1)) {
      metrics.add(params.remove(params.size() - 1));
    }
    line(yaml, "param_columns", list(params), "what was set");
    line(yaml, "metric_columns", list(metrics), "what came out");
    yaml.append("      # tag_columns: [NAME]       # what merely tells runs apart\n");
  }

  /** Returns the columns that, taken together, let the step only grow. */
  private static List<String> runColumns(Look look, @Nullable String step) {
    int stepIndex = step == null ? -1 : look.names.indexOf(step);
    if (stepIndex < 0 || isGrowing(look, List.of(), stepIndex)) {
      return List.of();
    }
    List<Integer> chosen = new ArrayList<>();
    for (int index = 0; index < look.names.size(); index++) {
      String name = look.names.get(index);
      Set<String> values = new HashSet<>(look.column(index));
      boolean isText = !look.isNumeric(index);
      boolean isWhole = values.stream().allMatch(cell -> cell.matches("-?\\d{1,9}"));
      boolean isFew = values.size() * 2 <= Math.max(2, look.rows.size());
      boolean mayTell = isText || isWhole && !METRICS.matcher(name).matches();
      if (index != stepIndex && mayTell && isFew && !values.isEmpty()) {
        chosen.add(index);
      }
    }
    if (!isGrowing(look, chosen, stepIndex)) {
      return List.of();
    }
    return chosen.stream().map(look.names::get).toList();
  }

  private static boolean isGrowing(Look look, List<Integer> by, int step) {
    Map<String, Double> last = new LinkedHashMap<>();
    for (List<String> row : look.rows) {
      StringBuilder run = new StringBuilder();
      by.forEach(index -> run.append(index < row.size() ? row.get(index) : "").append('\n'));
      Double now = step < row.size() ? Numbers.real(row.get(step)) : null;
      Double before = now == null ? null : last.put(run.toString(), now);
      if (before != null && now != null && now <= before) {
        return false;
      }
    }
    return true;
  }

  private static int longKey(Look look) {
    boolean hasValue = look.names.contains("value") || look.names.contains("Value");
    for (String candidate : List.of("key", "metric", "metric_name", "tag", "name", "variable")) {
      int index = look.names.indexOf(candidate);
      if (hasValue && index >= 0 && !look.isNumeric(index)) {
        return index;
      }
    }
    return -1;
  }

  private static void time(StringBuilder yaml, Look look, @Nullable String step) {
    for (int index = 0; index < look.names.size(); index++) {
      String name = look.names.get(index);
      if (!TIMES.matcher(name).matches() || name.equals(step) || look.column(index).isEmpty()) {
        continue;
      }
      String first = look.column(index).get(0);
      String unit = unit(first);
      if (unit != null) {
        line(yaml, "time", "{column: " + quoted(name) + ", unit: " + unit + "}", "as in " + first);
        return;
      }
      yaml.append("      # ").append(name).append(" is no time of day (").append(first);
      yaml.append("): a duration, read as a metric\n");
    }
  }

  /** Returns the unit in which a number would be a time between 2001 and 2100. */
  private static @Nullable String unit(String cell) {
    if (cell.matches("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d.*")) {
      return "iso";
    }
    Double number = Numbers.real(cell);
    if (number == null) {
      return null;
    }
    double[] scales = {1, 1e3, 1e6, 1e9};
    String[] units = {"s", "ms", "us", "ns"};
    for (int i = 0; i < scales.length; i++) {
      double seconds = number / scales[i];
      if (seconds > 978_307_200 && seconds < 4_102_444_800.0) {
        return units[i];
      }
    }
    return null;
  }

  private static boolean isMetrics(Look look) {
    for (int index = 0; index < look.names.size(); index++) {
      if (look.isNumeric(index)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Look look(Path file) throws IOException {
    TableFormat format = ArffHeader.isNamedSo(file) ? ArffHeader.read(file) : TableFormat.of(file);
    if (format == null) {
      return null;
    }
    Look look = new Look(format.columns());
    try (TextStream.Opened opened =
        format.beginning() == 0
            ? TextStream.open(file)
            : TextStream.openAt(file, format.beginning())) {
      TableReader reader = new TableReader(opened.input(), format, opened.skipped());
      boolean isFirst = format.beginning() == 0;
      while (look.rows.size() < SAMPLE_ROWS && reader.next()) {
        if (isFirst) {
          isFirst = false;
          continue;
        }
        List<String> cells = new ArrayList<>();
        for (int cell = 0; cell < reader.cells(); cell++) {
          boolean isMissing =
              TableReader.isMissing(reader.bytes(), reader.start(cell), reader.end(cell));
          String text = isMissing ? "" : reader.text(cell);
          boolean isComma = format.decimal() == TableFormat.Decimal.COMMA;
          cells.add(isComma && text.matches("-?\\d+,\\d+.*") ? text.replace(',', '.') : text);
        }
        look.rows.add(cells);
      }
    }
    return look;
  }

  private static boolean isNumber(String cell) {
    return Numbers.real(cell) != null;
  }

  private String relative(@Nullable Path file) {
    Path base = Files.isRegularFile(place) ? place.getParent() : place;
    if (base == null || file == null) {
      return ".";
    }
    String path = base.relativize(file).toString().replace('\\', '/');
    return path.isEmpty() ? "." : path;
  }

  private static String list(List<String> names) {
    return "[" + String.join(", ", names.stream().map(MappingDraft::quoted).toList()) + "]";
  }

  private static String quoted(String text) {
    if (text.matches("[A-Za-z_][\\w./-]*") && !text.matches("(?i)true|false|null|yes|no|on|off")) {
      return text;
    }
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static void line(StringBuilder yaml, String key, String value, String comment) {
    String line = "      " + key + ": " + value;
    yaml.append(line);
    if (!comment.isEmpty()) {
      yaml.append(" ".repeat(Math.max(2, 40 - line.length()))).append("# ").append(comment);
    }
    yaml.append('\n');
  }

  /** Numbers of sampled cells. */
  private static final class Numbers {
    static @Nullable Double real(String cell) {
      byte[] bytes = cell.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      return dev.almanac.ingest.read.text.NumberText.real(bytes, 0, bytes.length);
    }
  }
}
