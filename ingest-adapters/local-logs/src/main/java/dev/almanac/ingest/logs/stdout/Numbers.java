package dev.almanac.ingest.logs.stdout;

import dev.almanac.ingest.read.text.NumberText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Numbers within lines. Pure. */
final class Numbers {

  /** A number as programs print it, without groups: it stands in larger patterns. */
  static final String NUMBER =
      "[-+]?(?:\\d+\\.?\\d*(?:[eE][-+]?\\d+)?|\\.\\d+(?:[eE][-+]?\\d+)?"
          + "|nan|NaN|inf|Inf|Infinity)";

  private Numbers() {}

  /** Returns the number that a text means, or null. */
  static @Nullable Double real(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return NumberText.real(bytes, 0, bytes.length);
  }

  /** Returns a step of at most 18 digits; longer ones are no steps. */
  static long step(String digits) {
    return digits.length() > 18 ? -1 : Long.parseLong(digits);
  }
}
