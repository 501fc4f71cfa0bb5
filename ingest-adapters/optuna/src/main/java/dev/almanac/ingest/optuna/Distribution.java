package dev.almanac.ingest.optuna;

import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.SearchDimension.Scale;
import dev.almanac.ingest.SearchDimension.Type;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trial's param was drawn from, and how its internal number is read. Pure.
 *
 * <p>Names as in {@code optuna/distributions.py}: {@code Float}, {@code Int}, {@code Categorical},
 * before 3.0 also {@code Uniform}, {@code LogUniform}, {@code DiscreteUniform} (with {@code q}),
 * {@code IntUniform} and {@code IntLogUniform}; since 1.4 also abbreviated as {@code type}.
 *
 * @param type what its values are
 * @param scale how they are spread
 * @param attributes the attributes as written
 * @param declared the JSON as written
 */
record Distribution(Type type, Scale scale, JsonValue attributes, String declared) {

  private record Shape(Type type, Scale scale) {}

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "uniform", new Shape(Type.FLOAT, Scale.LINEAR),
          "loguniform", new Shape(Type.FLOAT, Scale.LOG),
          "discreteuniform", new Shape(Type.FLOAT, Scale.LINEAR),
          "intuniform", new Shape(Type.INT, Scale.LINEAR),
          "intloguniform", new Shape(Type.INT, Scale.LOG),
          "float", new Shape(Type.FLOAT, Scale.LINEAR),
          "int", new Shape(Type.INT, Scale.LINEAR),
          "categorical", new Shape(Type.CATEGORICAL, Scale.NONE));

  /**
   * Parses a distribution.
   *
   * @throws IOException if it is no JSON, or none that Optuna writes
   */
  static Distribution parse(String json) throws IOException {
    JsonValue value = JsonText.parse(json);
    String name = value.get("name").text();
    String word = name == null ? value.get("type").text() : name.replace("Distribution", "");
    Shape shape = SHAPES.get(word == null ? "" : word.toLowerCase(Locale.ROOT));
    if (shape == null) {
      throw new IOException("a distribution that Optuna does not know: " + word);
    }
    JsonValue attributes = name == null ? value : value.get("attributes");
    boolean isLog = attributes.get("log") instanceof JsonValue.Bool log && log.value();
    return new Distribution(shape.type(), isLog ? Scale.LOG : shape.scale(), attributes, json);
  }

  /** Returns the dimension of the search space. */
  SearchDimension dimension(String key) {
    Double step = attributes.get("step").number();
    return new SearchDimension(
        key,
        type,
        scale,
        attributes.get("low").number(),
        attributes.get("high").number(),
        step == null ? attributes.get("q").number() : step,
        attributes.get("choices").elements().stream().map(JsonValue::asText).toList(),
        declared);
  }

  /**
   * A value as the user sees it.
   *
   * @param text the text
   * @param type its type
   */
  record Value(String text, ParamType type) {}

  /** Returns the value that an internal number stands for; null if there is no such choice. */
  @Nullable Value value(double internal) {
    if (type == Type.CATEGORICAL) {
      List<JsonValue> choices = attributes.get("choices").elements();
      int index = (int) internal;
      return index < 0 || index >= choices.size() || index != internal
          ? null
          : choice(choices.get(index));
    }
    if (type == Type.INT && internal == Math.rint(internal) && Math.abs(internal) < 0x1p63) {
      return new Value(Long.toString((long) internal), ParamType.INT);
    }
    return new Value(PythonFloat.repr(internal), ParamType.FLOAT);
  }

  private static Value choice(JsonValue choice) {
    ParamType type;
    if (choice instanceof JsonValue.Num number) {
      type = number.isInteger() ? ParamType.INT : ParamType.FLOAT;
    } else if (choice instanceof JsonValue.Bool) {
      type = ParamType.BOOL;
    } else if (choice instanceof JsonValue.Text) {
      type = ParamType.STRING;
    } else {
      type = choice.isNull() ? ParamType.NULL : ParamType.JSON;
    }
    return new Value(choice.asText(), type);
  }
}
