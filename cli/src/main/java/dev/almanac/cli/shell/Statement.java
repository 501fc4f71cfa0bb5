package dev.almanac.cli.shell;

/** Tells whether what has been typed is a whole statement. */
final class Statement {

  private Statement() {}

  /**
   * Tells whether the text is blank, a command of the shell (it begins with a dot), or SQL that
   * ends with a semicolon outside of quotes and comments.
   */
  static boolean isComplete(String text) {
    String typed = text.strip();
    if (typed.isEmpty() || typed.startsWith(".")) {
      return true;
    }
    boolean ended = false;
    for (int at = 0; at < typed.length(); ) {
      int end = endOfOpaque(typed, at);
      if (end < 0) {
        return false;
      }
      char c = typed.charAt(at);
      if (end == at + 1 && !Character.isWhitespace(c)) {
        ended = c == ';';
      }
      at = end;
    }
    return ended;
  }

  /** Returns the end of the quote, comment or character here, or -1 if the quote is open. */
  private static int endOfOpaque(String text, int at) {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      return after(text, String.valueOf(c), at + 1);
    }
    if (text.startsWith("--", at)) {
      int line = text.indexOf('\n', at);
      return line < 0 ? text.length() + 1 : line + 1;
    }
    if (text.startsWith("/*", at)) {
      return after(text, "*/", at + 2);
    }
    return at + 1;
  }

  private static int after(String text, String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? -1 : found + end.length();
  }
}
