package dev.almanac.warehouse.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a param as trackers write values: Python's {@code str()} and {@code repr()},
 * JSON and YAML words. Pure; nothing is guessed from the param's name.
 *
 * @param type {@code int float bool string null json}
 * @param number the value as double, for {@code int} and {@code float} alone; an integer beyond
 *     2<sup>53</sup> is rounded here and exact in the text
 */
public record ParamTyping(String type, @Nullable Double number) {

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

  /** Python's grouping of digits, as in {@code 1_000}. */
  private static final Pattern GROUPED = Pattern.compile("[+-]?[0-9]+(_[0-9]+)+");

  private static final Pattern FLOAT =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private static final Pattern RADIX = Pattern.compile("([+-]?)0([xXoObB])([0-9a-fA-F]+)");
  private static final Set<String> BOOLEANS = Set.of("true", "false");
  private static final Set<String> NULLS = Set.of("none", "null", "~");

  private static final JsonFactory JSON = new JsonFactory();

  /** Longer texts are no numbers; a bound for the work per param. */
  private static final int MAX_NUMBER_LENGTH = 400;

  /** Reads a text as logged. Spaces around it do not count. */
  public static ParamTyping of(String text) {
    String word = text.strip();
    String lower = word.length() <= 16 ? word.toLowerCase(Locale.ROOT) : "";
    if (BOOLEANS.contains(lower)) {
      return new ParamTyping("bool", null);
    }
    if (NULLS.contains(lower)) {
      return new ParamTyping("null", null);
    }
    Double special = special(lower);
    if (special != null) {
      return new ParamTyping("float", special);
    }
    if (word.length() <= MAX_NUMBER_LENGTH && beginsLikeNumber(word)) {
      ParamTyping number = number(word);
      if (number != null) {
        return number;
      }
    }
    return new ParamTyping(isJson(word) ? "json" : "string", null);
  }

  private static @Nullable Double special(String lower) {
    return switch (lower) {
      case "nan", "+nan", "-nan", ".nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity", ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity", "-.inf" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  private static boolean beginsLikeNumber(String word) {
    return !word.isEmpty() && "+-.0123456789".indexOf(word.charAt(0)) >= 0;
  }

  private static @Nullable ParamTyping number(String word) {
    if (INTEGER.matcher(word).matches()) {
      return new ParamTyping("int", Double.valueOf(word));
    }
    if (GROUPED.matcher(word).matches()) {
      return new ParamTyping("int", Double.valueOf(word.replace("_", "")));
    }
    if (FLOAT.matcher(word).matches()) {
      return new ParamTyping("float", Double.valueOf(word));
    }
    return radix(word);
  }

  private static @Nullable ParamTyping radix(String word) {
    var match = RADIX.matcher(word);
    if (!match.matches()) {
      return null;
    }
    int radix =
        switch (match.group(2).toLowerCase(Locale.ROOT)) {
          case "x" -> 16;
          case "o" -> 8;
          default -> 2;
        };
    try {
      double value = new BigInteger(match.group(3), radix).doubleValue();
      return new ParamTyping("int", match.group(1).equals("-") ? -value : value);
    } catch (NumberFormatException exception) {
      // Digits beyond the radix, as in 0b12: not a number after all.
      return null;
    }
  }

  private static boolean isJson(String word) {
    if (word.isEmpty() || word.charAt(0) != '[' && word.charAt(0) != '{') {
      return false;
    }
    try (JsonParser parser = JSON.createParser(word)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException exception) {
      // Python's repr of a dict, a truncated text and the like.
      return false;
    }
  }
}
