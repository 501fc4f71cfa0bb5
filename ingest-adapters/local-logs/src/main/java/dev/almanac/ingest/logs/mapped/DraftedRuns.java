package dev.almanac.ingest.logs.mapped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which runs there are among tables of a place: the folders that hold a table of the same name, the
 * tables that have the same columns, or the one table.
 */
final class DraftedRuns {

  private static final int MAX_ALIKE = 200;

  private final Path place;
  private final Map<String, List<Path>> tables;
  private final Map<String, List<Path>> documents;
  private final Path sample;
  private final List<Path> same;
  private final List<Path> alike;

  /**
   * Looks for the runs.
   *
   * @param tables files by name
   * @param documents files by name
   * @param sample the table that was looked into
   * @param columns names of its columns; of JSON lines those of the first
   */
  DraftedRuns(
      Path place,
      Map<String, List<Path>> tables,
      Map<String, List<Path>> documents,
      Path sample,
      List<String> columns)
      throws IOException {
    this.place = place;
    this.tables = tables;
    this.documents = documents;
    this.sample = sample;
    this.same = tables.getOrDefault(String.valueOf(sample.getFileName()), List.of());
    this.alike = same.size() > 1 || Files.isRegularFile(place) ? List.of() : alike(columns);
  }

  /** Tells whether there is but one table, which may hold several runs. */
  boolean isOneTable() {
    return same.size() == 1 && alike.size() <= 1;
  }

  /** Says which runs there are. */
  void describe(DraftText yaml) {
    if (alike.size() > 1) {
      String glob = glob(alike.stream().map(this::relative).toList());
      yaml.line("runs", DraftText.quoted(glob), alike.size() + " files, each a run");
      return;
    }
    if (isOneTable()) {
      yaml.line("runs", DraftText.quoted(relative(sample)), "the table holds the runs, or is one");
      return;
    }
    List<String> folders = same.stream().map(file -> relative(file.getParent())).toList();
    yaml.line("runs", DraftText.quoted(glob(folders)), same.size() + " folders, each a run");
    yaml.line("metrics", DraftText.quoted(String.valueOf(sample.getFileName())), "");
    for (Map.Entry<String, List<Path>> other : tables.entrySet()) {
      boolean isBeside = other.getValue().size() >= same.size() / 2 && other.getValue() != same;
      if (isBeside && other.getValue().size() > 1) {
        yaml.comment("there is also " + other.getKey() + ": make metrics a list to read it too");
      }
    }
    Set<Path> own = new HashSet<>();
    same.forEach(file -> own.add(file.getParent()));
    List<String> params = new ArrayList<>();
    for (Map.Entry<String, List<Path>> document : documents.entrySet()) {
      long beside = document.getValue().stream().filter(d -> own.contains(d.getParent())).count();
      if (2 * beside >= same.size()) {
        params.add(DraftText.quoted(document.getKey()));
      }
    }
    if (!params.isEmpty()) {
      yaml.line("params", "[" + String.join(", ", params) + "]", "what is set, not measured");
    }
    template(yaml, folders);
  }

  private void template(DraftText yaml, List<String> folders) {
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
    yaml.line(
        "path", DraftText.quoted(String.join("/", parts)), "each {part} becomes a tag; name them");
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

  private List<Path> alike(List<String> columns) throws IOException {
    List<Path> alike = new ArrayList<>();
    for (List<Path> files : tables.values()) {
      for (Path file : files) {
        if (alike.size() < MAX_ALIKE || Objects.equals(file.getParent(), sample.getParent())) {
          if (TableSample.columns(file).equals(columns)) {
            alike.add(file);
          }
        }
      }
    }
    return alike;
  }

  private String relative(@Nullable Path file) {
    Path base = Files.isRegularFile(place) ? place.getParent() : place;
    if (base == null || file == null) {
      return ".";
    }
    String path = base.relativize(file).toString().replace('\\', '/');
    return path.isEmpty() ? "." : path;
  }
}
