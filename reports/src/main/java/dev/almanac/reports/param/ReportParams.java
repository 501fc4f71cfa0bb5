package dev.almanac.reports.param;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.spec.ParamSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of a report's params, each as its choices spell it, so that two ways to name one thing
 * make one report.
 *
 * @param values in the order in which {@code report.yaml} declares them
 */
public record ReportParams(List<Value> values) {

  /** No params. */
  public static final ReportParams NONE = new ReportParams(List.of());

  /** More names than this make no heading any more. */
  private static final int MOST_NAMED = 3;

  private static final Pattern PLACE = Pattern.compile("\\{([a-z][a-z0-9_]*)}");

  /**
   * The value of a param.
   *
   * @param name name of the param
   * @param type what its values are
   * @param texts the value; none, or more than one for a list
   * @param labels how people call each of them
   */
  public record Value(String name, ParamSpec.Type type, List<String> texts, List<String> labels) {

    /** Checks for null and copies the lists. */
    public Value {
      requireNonNull(name, "name is null");
      requireNonNull(type, "type is null");
      texts = List.copyOf(texts);
      labels = List.copyOf(labels);
    }

    private @Nullable Object bound() {
      if (type == ParamSpec.Type.LIST) {
        return JsonTexts.of(texts);
      }
      if (texts.isEmpty()) {
        return null;
      }
      String text = texts.get(0);
      return type == ParamSpec.Type.NUMBER ? (Object) Double.valueOf(text) : text;
    }

    private @Nullable Object shown() {
      return type == ParamSpec.Type.LIST ? texts : bound();
    }
  }

  /** Copies the list. */
  public ReportParams {
    values = List.copyOf(values);
  }

  /** Tells whether the report has no params. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /**
   * Returns what queries are run with: text, numbers as Double, lists as the text of a JSON array,
   * null where there is no value.
   */
  public Map<String, @Nullable Object> bound() {
    Map<String, @Nullable Object> bound = new LinkedHashMap<>();
    values.forEach(value -> bound.put(value.name(), value.bound()));
    return bound;
  }

  /** Returns what templates see: text, numbers and lists of text; nothing where there is none. */
  public Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    for (Value value : values) {
      Object shown = value.shown();
      if (shown != null) {
        model.put(value.name(), shown);
      }
    }
    return model;
  }

  /** Returns the values by which the same report can be asked for again. */
  public Map<String, List<String>> given() {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (Value value : values) {
      if (!value.texts().isEmpty()) {
        given.put(value.name(), value.texts());
      }
    }
    return given;
  }

  /** Returns how people call the values, all in one text; may be empty. */
  public String label() {
    return String.join(
        " ", values.stream().map(ReportParams::named).filter(name -> !name.isEmpty()).toList());
  }

  /** Replaces each {@code {param}} of a text by how people call its value. */
  public String fill(String text) {
    Matcher places = PLACE.matcher(text);
    return places.replaceAll(
        place ->
            Matcher.quoteReplacement(
                values.stream()
                    .filter(value -> value.name().equals(place.group(1)))
                    .findFirst()
                    .map(ReportParams::named)
                    .orElse(place.group())));
  }

  private static String named(Value value) {
    List<String> labels = value.labels();
    if (labels.size() <= MOST_NAMED) {
      return String.join(", ", labels);
    }
    return labels.get(0) + ", " + labels.get(1) + " and " + (labels.size() - 2) + " more";
  }
}
