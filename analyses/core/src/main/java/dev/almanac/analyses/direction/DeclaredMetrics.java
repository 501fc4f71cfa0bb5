package dev.almanac.analyses.direction;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the user's configuration states about metrics.
 *
 * @param directions by metric key, exactly as logged, for all projects
 * @param primaryKeys the primary metric by project
 */
public record DeclaredMetrics(Map<String, Direction> directions, Map<String, String> primaryKeys) {

  /** Nothing declared. */
  public static final DeclaredMetrics NONE = new DeclaredMetrics(Map.of(), Map.of());

  /** Copies the maps. */
  public DeclaredMetrics {
    directions = Map.copyOf(requireNonNull(directions, "directions is null"));
    primaryKeys = Map.copyOf(requireNonNull(primaryKeys, "primaryKeys is null"));
  }

  /** Returns what is declared for one project. */
  public MetricStatements of(String project) {
    return new MetricStatements(directions, Optional.ofNullable(primaryKeys.get(project)));
  }

  /** Returns all of it as JSON with sorted keys. */
  String json() {
    Map<String, String> words = new TreeMap<>();
    directions.forEach((key, direction) -> words.put(key, direction.word()));
    return "{\"directions\":" + object(words) + ",\"primary\":" + object(primaryKeys) + "}";
  }

  private static String object(Map<String, String> entries) {
    StringBuilder json = new StringBuilder("{");
    new TreeMap<>(entries)
        .forEach(
            (key, value) -> {
              json.append(json.length() == 1 ? "" : ",");
              quote(json, key);
              json.append(':');
              quote(json, value);
            });
    return json.append('}').toString();
  }

  /** RFC 8259 section 7: quotation mark, reverse solidus and control characters are escaped. */
  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == '"' || character == '\\') {
        json.append('\\').append(character);
      } else if (character < ' ') {
        json.append("\\u00")
            .append(Character.forDigit(character >> 4, 16))
            .append(Character.forDigit(character & 15, 16));
      } else {
        json.append(character);
      }
    }
    json.append('"');
  }
}
