package dev.almanac.cli.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads where the Iceberg catalog of the warehouse is, if it is not the file in its folder. */
final class CatalogReader {

  private static final List<String> TYPES = List.of("jdbc", "rest");

  private final List<ConfigProblem> problems;

  CatalogReader(List<ConfigProblem> problems) {
    this.problems = problems;
  }

  /**
   * Reads the entry {@code catalog}.
   *
   * @return properties as Iceberg documents them, references to secrets not yet resolved; empty
   *     without an entry
   */
  Map<String, String> read(YamlMapping root) {
    YamlMapping entry = root.mapping("catalog");
    Map<String, String> properties = new LinkedHashMap<>();
    for (String key : entry.keys()) {
      String value = entry.text(key);
      if (value != null) {
        properties.put(key, value);
      }
    }
    if (properties.isEmpty()) {
      return Map.of();
    }
    if (!TYPES.contains(properties.getOrDefault("type", ""))) {
      problems.add(
          new ConfigProblem(
              entry.line("type"), "A catalog's type is jdbc (a database) or rest (a server)."));
    }
    if (!properties.containsKey("uri")) {
      problems.add(
          new ConfigProblem(
              root.line("catalog"),
              "A catalog needs its uri, such as jdbc:postgresql://host/almanac."));
    }
    return properties;
  }
}
