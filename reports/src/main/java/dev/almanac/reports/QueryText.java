package dev.almanac.reports;

import dev.almanac.reports.spec.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a query with the shared parts that it begins with, and where each line is from.
 *
 * @param sql one statement, which readers of a page can run as it stands
 * @param origins where its lines are from, in their order
 */
record QueryText(String sql, List<Origin> origins) {

  private static final Pattern OPENING =
      Pattern.compile(
          "\\A(?:\\s|--[^\\n]*(?:\\n|\\z)|/\\*.*?\\*/)*(WITH\\b(?:\\s+RECURSIVE\\b)?)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /**
   * The first of some lines of one file.
   *
   * @param from number of the line in the statement, from 1
   * @param line its number in the file
   */
  record Origin(int from, Piece piece, int line) {}

  /** A line of a file. */
  record Place(Piece piece, int line) {}

  /** Copies the list. */
  QueryText {
    origins = List.copyOf(origins);
  }

  /**
   * Puts parts before a query: {@code scored.sql} becomes its first part {@code scored AS (…)}.
   *
   * @param query the query, which may have parts of its own
   * @param parts files with one query each
   */
  static QueryText of(Piece query, List<Piece> parts) {
    if (parts.isEmpty()) {
      return new QueryText(query.text(), List.of(new Origin(1, query, 1)));
    }
    Matcher opening = OPENING.matcher(query.text());
    if (!opening.find()) {
      throw new IllegalStateException("Every text has a beginning");
    }
    String before = query.text().substring(0, opening.end());
    StringBuilder sql = new StringBuilder(before);
    List<Origin> origins = new ArrayList<>(List.of(new Origin(1, query, 1)));
    sql.append(opening.group(1) == null ? "WITH " : " ");
    for (int part = 0; part < parts.size(); part++) {
      Piece piece = parts.get(part);
      sql.append(part == 0 ? "" : ", ").append(name(piece)).append(" AS (\n");
      origins.add(new Origin(lines(sql) + 1, piece, 1));
      sql.append(piece.text().strip()).append("\n)");
    }
    boolean more = opening.group(1) != null;
    String after = query.text().substring(opening.end());
    // What follows stands on a line of its own, so that its lines can be told from the parts'.
    sql.append(more ? "," : "").append('\n');
    origins.add(new Origin(lines(sql) + 1, query, 1 + lines(before)));
    return new QueryText(sql.append(more ? after.stripLeading() : after).toString(), origins);
  }

  /**
   * Returns where a line of the statement is from.
   *
   * @param line from 1; 0 if it is not known, which is a place in the query itself
   */
  Place at(int line) {
    Origin origin = origins.get(0);
    for (Origin later : origins) {
      if (later.from() <= line) {
        origin = later;
      }
    }
    return new Place(origin.piece(), line < 1 ? 0 : line - origin.from() + origin.line());
  }

  /** Returns the name that a query calls a part by: that of its file. */
  private static String name(Piece piece) {
    return piece.path().replaceAll("\\A.*/|\\.sql\\z", "");
  }

  private static int lines(CharSequence text) {
    return (int) text.chars().filter(character -> character == '\n').count();
  }
}
