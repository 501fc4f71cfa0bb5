package dev.almanac.analyses.spark;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL without its comments, and with marks in place of its quoted texts, so that code can be
 * rewritten without looking at what is no code.
 *
 * @param code the code, with {@code §0§}, {@code §1§} and so on for the quoted texts
 * @param quoted the quoted texts, with their quotes
 */
record SqlPieces(String code, List<String> quoted) {

  private static final char MARK = '§';

  static SqlPieces of(String sql) {
    StringBuilder code = new StringBuilder();
    List<String> quoted = new ArrayList<>();
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'' || c == '"') {
        int end = endOfQuote(sql, at);
        code.append(MARK).append(quoted.size()).append(MARK);
        quoted.add(spell(sql.substring(at, end)));
        at = end;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at);
        at = end < 0 ? sql.length() : end + 2;
      } else {
        code.append(c);
        at++;
      }
    }
    return new SqlPieces(code.toString(), List.copyOf(quoted));
  }

  private static int endOfQuote(String sql, int from) {
    char quote = sql.charAt(from);
    int at = from + 1;
    while (at < sql.length()) {
      if (sql.charAt(at) == quote) {
        if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
          at++;
        } else {
          return at + 1;
        }
      }
      at++;
    }
    return sql.length();
  }

  /** Spark takes {@code "x"} for a text, and a backslash in a text for the begin of an escape. */
  private static String spell(String quoted) {
    if (quoted.startsWith("\"")) {
      return '`' + quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"") + '`';
    }
    String inside = quoted.substring(1, quoted.length() - 1);
    return "'" + inside.replace("\\", "\\\\").replace("''", "\\'") + "'";
  }

  /** Returns the rewritten code with the quoted texts in their places. */
  String restore(String rewritten) {
    String sql = rewritten;
    for (int index = 0; index < quoted.size(); index++) {
      sql = sql.replace("" + MARK + index + MARK, quoted.get(index));
    }
    return sql;
  }
}
