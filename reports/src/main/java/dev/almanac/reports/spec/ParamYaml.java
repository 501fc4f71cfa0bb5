package dev.almanac.reports.spec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code params:}. */
final class ParamYaml {

  static final Set<String> KEYS =
      Set.of("description", "type", "default", "required", "choices", "least", "most");

  /** What every query of a report knows anyway. */
  private static final Set<String> TAKEN =
      Set.of(
          "period_start",
          "period_end",
          "previous_start",
          "previous_end",
          "zone",
          "now",
          "archived",
          "budgets");

  private static final int MOST_LISTED = 1000;

  private final String home;
  private final String name;
  private final Map<String, Object> keys;
  private final List<String> problems;

  /**
   * Creates a reader.
   *
   * @param home name of the report that states the param
   */
  ParamYaml(String home, String name, Map<String, Object> keys, List<String> problems) {
    this.home = home;
    this.name = name;
    this.keys = keys;
    this.problems = problems;
  }

  ParamSpec read() {
    if (!name.matches("[a-z][a-z0-9_]*") || TAKEN.contains(name)) {
      problems.add(
          "a param's name must be lower case letters, digits and '_', and none of "
              + TAKEN.stream().sorted().toList()
              + ", not '"
              + name
              + "'");
    }
    ParamSpec.Type type = type();
    String otherwise = text("default");
    String required = text("required");
    boolean isRequired = required == null ? otherwise == null : required.equals("true");
    if (isRequired && otherwise != null) {
      problems.add("param " + name + " cannot be required and have a default");
    }
    String description = text("description");
    boolean isList = type == ParamSpec.Type.LIST;
    int least = isList ? number("least", isRequired ? 1 : 0) : 0;
    int most = isList ? number("most", Math.max(least, MOST_LISTED)) : 1;
    if (most < least) {
      problems.add("param " + name + " has most: " + most + " below least: " + least);
      most = least;
    }
    return new ParamSpec(
        name,
        description == null ? "" : description,
        type,
        isRequired,
        otherwise,
        choices(),
        least,
        most);
  }

  private @Nullable String choices() {
    String choices = text("choices");
    return choices == null ? null : PieceYaml.path(home, choices).substring(1);
  }

  private ParamSpec.Type type() {
    String word = text("type");
    try {
      return word == null
          ? ParamSpec.Type.TEXT
          : ParamSpec.Type.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      problems.add("param " + name + " has type '" + word + "', not text, number or list");
      return ParamSpec.Type.TEXT;
    }
  }

  private int number(String key, int otherwise) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("\\d{1,6}")) {
      return Integer.parseInt(text);
    }
    problems.add("param " + name + " has " + key + ": " + text + ", which is no whole number");
    return otherwise;
  }

  private @Nullable String text(String key) {
    Object value = keys.get(key);
    return value == null ? null : value.toString();
  }
}
