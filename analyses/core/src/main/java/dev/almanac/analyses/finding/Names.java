package dev.almanac.analyses.finding;

/** Names as logged, made fit to stand within a sentence; other people chose them. */
final class Names {

  private static final int LONGEST = 120;

  /** First strong isolate and pop directional isolate (Unicode Annex 9, section 2.4). */
  private static final char ISOLATE = '\u2068';

  private static final char END_OF_ISOLATE = '\u2069';

  private Names() {}

  /** Returns a name on one line, cut if very long, and without a say on the order of the rest. */
  static String of(String logged) {
    String name = oneLine(logged);
    return name.codePointCount(0, name.length()) > LONGEST
        ? isolated(name.substring(0, name.offsetByCodePoints(0, LONGEST - 1)) + "…")
        : isolated(name);
  }

  /** Returns text on one line, uncut, and without a say on the order of the rest. */
  static String line(String logged) {
    return isolated(oneLine(logged));
  }

  private static String oneLine(String logged) {
    return logged.replaceAll("\\s+", " ").strip();
  }

  private static String isolated(String name) {
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
