package dev.almanac.reports;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets the queries of a report see only the rows of what it is about. With {@code scope: project} a
 * query sees of each table that has a column {@code project} the rows where it equals the param of
 * that name, so that one and the same query serves a report over all projects and one over a single
 * project. The query is given a leading part {@code runs AS (SELECT * FROM main.runs WHERE project
 * = :project)} for each such table that it names; readers see it and can run it again. Immutable.
 */
final class RowScope {

  /** All rows. */
  static final RowScope NONE = new RowScope("", new TreeSet<>());

  private static final Pattern OPENING =
      Pattern.compile(
          "\\A(?:\\s|--[^\\n]*(?:\\n|\\z)|/\\*.*?\\*/)*(WITH\\b(?:\\s+RECURSIVE\\b)?)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

  private final String column;
  private final TreeSet<String> tables;

  /**
   * Creates a scope.
   *
   * @param column name of the column and of the param
   * @param tables names of the tables that have it
   */
  RowScope(String column, TreeSet<String> tables) {
    this.column = requireNonNull(column, "column is null");
    this.tables = requireNonNull(tables, "tables is null");
  }

  /**
   * Returns a query that sees only the rows in scope; its lines keep their numbers.
   *
   * @throws IllegalArgumentException if a part of the query is called like a table in scope
   */
  String over(String sql) {
    String code = COMMENT.matcher(sql).replaceAll(" ");
    List<String> named = tables.stream().filter(table -> names(code, table)).toList();
    if (named.isEmpty()) {
      return sql;
    }
    StringBuilder parts = new StringBuilder();
    for (String table : named) {
      if (found(
          code,
          "\\b"
              + table
              + "\\s+AS\\s*(?:NOT\\s+)?(?:MATERIALIZED\\s*)?\\(\\s*(?:SELECT|FROM|WITH)\\b")) {
        throw new IllegalArgumentException(
            "The query has a part called "
                + table
                + ", like the table that the report's scope narrows; call it otherwise.");
      }
      parts.append(parts.isEmpty() ? "" : ", ").append(table).append(" AS (SELECT * FROM main.");
      parts
          .append(table)
          .append(" WHERE ")
          .append(column)
          .append(" = :")
          .append(column)
          .append(')');
    }
    Matcher opening = OPENING.matcher(sql);
    if (!opening.find()) {
      throw new IllegalStateException("Every text has a beginning");
    }
    String before = sql.substring(0, opening.end());
    String after = sql.substring(opening.end());
    return opening.group(1) == null
        ? before + "WITH " + parts + " " + after
        : before + " " + parts + "," + after;
  }

  private static boolean names(String code, String table) {
    return found(code, "(?<![.\\w:'\"])" + table + "\\b");
  }

  private static boolean found(String code, String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(code).find();
  }
}
