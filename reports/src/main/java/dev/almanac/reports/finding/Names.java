package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names as logged, made fit to stand within a sentence; other people chose them. */
final class Names {

  private static final int LONGEST = 120;

  /** First strong isolate and pop directional isolate (Unicode Annex 9, section 2.4). */
  private static final char ISOLATE = '\u2068';

  private static final char END_OF_ISOLATE = '\u2069';

  private Names() {}

  /** Returns a cell on one line, cut if very long, and without a say on the order of the rest. */
  static String of(Map<String, @Nullable Object> row, String column) {
    String name = Cells.text(row, column).replaceAll("\\s+", " ").strip();
    if (name.codePointCount(0, name.length()) > LONGEST) {
      name = name.substring(0, name.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
    return name.codePoints().anyMatch(Names::turnsText) ? ISOLATE + name + END_OF_ISOLATE : name;
  }

  private static boolean turnsText(int codePoint) {
    return switch (Character.getDirectionality(codePoint)) {
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
          Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE ->
          true;
      default -> false;
    };
  }
}
