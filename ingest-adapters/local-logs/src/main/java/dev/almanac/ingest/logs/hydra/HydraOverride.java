package dev.almanac.ingest.logs.hydra;

import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.SearchDimension.Scale;
import dev.almanac.ingest.SearchDimension.Type;
import dev.almanac.ingest.read.text.NumberText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One override as Hydra's grammar writes it (hydra.cc, "Basic Override syntax", "Extended Override
 * syntax"): {@code lr=0.1}, {@code +new.key=a}, {@code ++set=b}, {@code ~gone}, and in a sweep
 * {@code lr=0.1,0.2}, {@code n=range(1,5)}, {@code x=tag(log, interval(1e-4, 1))}. Pure.
 *
 * @param key what is overridden, without the sign and without a package
 * @param value its text, empty for a deletion
 * @param isDeletion whether it takes something away
 */
record HydraOverride(String key, String value, boolean isDeletion) {

  private static final Pattern CALL =
      Pattern.compile("(choice|range|interval|int|float|tag|shuffle|sort|glob)\\s*\\((.*)\\)");

  /** Parses an override. */
  static HydraOverride parse(String text) {
    int start = 0;
    while (start < text.length() && (text.charAt(start) == '+' || text.charAt(start) == '~')) {
      start++;
    }
    int equals = text.indexOf('=', start);
    String key = equals < 0 ? text.substring(start) : text.substring(start, equals);
    int at = key.indexOf('@');
    String value = equals < 0 ? "" : text.substring(equals + 1);
    return new HydraOverride(
        (at > 0 ? key.substring(0, at) : key).strip(), value.strip(), text.startsWith("~"));
  }

  /** Returns the dimension that this spans in a sweep, or null if it names a single value. */
  @Nullable SearchDimension dimension() {
    List<String> choices = split(value);
    if (choices.size() > 1) {
      return choices(choices);
    }
    Matcher call = CALL.matcher(value);
    return call.matches() ? call(call.group(1), call.group(2), Scale.LINEAR, Type.FLOAT) : null;
  }

  private SearchDimension call(String name, String inner, Scale scale, Type type) {
    List<String> parts = split(inner);
    switch (name) {
      case "choice", "shuffle", "sort" -> {
        return choices(parts.stream().filter(part -> !part.matches("reverse\\s*=.*")).toList());
      }
      case "range", "interval" -> {
        List<@Nullable Double> numbers = parts.stream().map(HydraOverride::number).toList();
        if (numbers.size() >= 1 && !numbers.contains(null)) {
          return range(name, numbers, scale, type);
        }
      }
      case "int", "tag", "float" -> {
        Matcher call = CALL.matcher(parts.get(parts.size() - 1));
        boolean isLog = name.equals("tag") && parts.subList(0, parts.size() - 1).contains("log");
        if (call.matches()) {
          return call(
              call.group(1),
              call.group(2),
              isLog ? Scale.LOG : scale,
              name.equals("int") ? Type.INT : type);
        }
      }
      default -> {
        // What glob() matches is known to Hydra only.
      }
    }
    return new SearchDimension(
        key, Type.OTHER, Scale.NONE, null, null, null, List.of(), key + "=" + value);
  }

  private SearchDimension range(
      String name, List<@Nullable Double> numbers, Scale scale, Type type) {
    boolean isRange = name.equals("range");
    Double low = numbers.size() == 1 ? (Double) 0.0 : numbers.get(0);
    Double high = numbers.size() == 1 ? numbers.get(0) : numbers.get(1);
    Double step = numbers.size() > 2 ? numbers.get(2) : null;
    boolean isWhole =
        isRange && numbers.stream().allMatch(each -> each != null && each == Math.rint(each));
    Double width = isRange && step == null ? (Double) 1.0 : step;
    return new SearchDimension(
        key,
        isWhole ? Type.INT : type,
        scale,
        low,
        isRange && low != null && high != null && width != null ? last(low, high, width) : high,
        width,
        List.of(),
        key + "=" + value);
  }

  /** A range ends before its stop, as Python's does. */
  private static double last(double low, double stop, double step) {
    double count = Math.ceil((stop - low) / step) - 1;
    return count < 0 || !Double.isFinite(count) ? low : low + count * step;
  }

  private SearchDimension choices(List<String> values) {
    return new SearchDimension(
        key,
        Type.CATEGORICAL,
        Scale.NONE,
        null,
        null,
        null,
        values.stream().map(HydraOverride::unquoted).toList(),
        key + "=" + value);
  }

  private static String unquoted(String text) {
    boolean isQuoted =
        text.length() > 1
            && (text.charAt(0) == '\'' || text.charAt(0) == '"')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return isQuoted ? text.substring(1, text.length() - 1) : text;
  }

  private static @Nullable Double number(String text) {
    String plain = text.replaceFirst("^(start|stop|end|step)\\s*=", "").strip();
    byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
    return NumberText.real(bytes, 0, bytes.length);
  }

  /** Splits at commas that stand in no bracket and no quotes. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (quote != 0) {
        quote = each == quote ? 0 : quote;
      } else if (each == '\'' || each == '"') {
        quote = each;
      } else if (each == '(' || each == '[' || each == '{') {
        depth++;
      } else if (each == ')' || each == ']' || each == '}') {
        depth--;
      } else if (each == ',' && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }
}
