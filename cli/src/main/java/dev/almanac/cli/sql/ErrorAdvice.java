package dev.almanac.cli.sql;

import dev.almanac.cli.suggest.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns DuckDB's error messages into what is wrong, where, and what was probably meant. */
final class ErrorAdvice {

  private static final Pattern NO_TABLE =
      Pattern.compile("Table with name \"?(.+?)\"? does not exist!");
  private static final Pattern NO_COLUMN =
      Pattern.compile("Referenced column \"(.+?)\" not found in FROM clause");
  private static final Pattern NO_COLUMN_OF =
      Pattern.compile("(?:Table|Values list) \"(.+?)\" does not have a column named \"(.+?)\"");
  private static final Pattern NO_REFERENCE =
      Pattern.compile("Referenced table \"(.+?)\" not found");

  /** "LINE 1: SELECT …" and the carets below it, which DuckDB puts at the end. */
  private static final Pattern PLACE = Pattern.compile("(?s)\\n+(LINE \\d+: .*)$");

  private final Vocabulary vocabulary;

  ErrorAdvice(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Returns the message for an error of a query. */
  String explain(String sql, String message) {
    Matcher place = PLACE.matcher(message);
    String where = place.find() ? "\n" + place.group(1).stripTrailing() : "";
    String what = where.isEmpty() ? message : message.substring(0, place.start());
    return "Cannot run the query: " + what(sql, what.strip()) + where;
  }

  private String what(String sql, String message) {
    Matcher table = NO_TABLE.matcher(message);
    if (table.find()) {
      return noTable(table.group(1));
    }
    Matcher columnOf = NO_COLUMN_OF.matcher(message);
    if (columnOf.find()) {
      return noColumn(columnOf.group(2), sql, " in " + columnOf.group(1));
    }
    Matcher column = NO_COLUMN.matcher(message);
    if (column.find()) {
      return noColumn(column.group(1), sql, "");
    }
    Matcher reference = NO_REFERENCE.matcher(message);
    if (reference.find()) {
      return "table or alias "
          + reference.group(1)
          + " is not in the FROM clause."
          + NearestName.hint(reference.group(1), vocabulary.tableNames());
    }
    return withoutClass(message);
  }

  private String noTable(String name) {
    String hint = NearestName.hint(name, vocabulary.tableNames());
    return "there is no table "
        + name
        + "."
        + (hint.isEmpty()
            ? " There are " + String.join(", ", vocabulary.tableNames()) + "."
            : hint);
  }

  private String noColumn(String name, String sql, String of) {
    Collection<String> near = vocabulary.columnNamesNear(sql);
    String hint = NearestName.hint(name, near);
    if (hint.isEmpty()) {
      hint = NearestName.hint(name, vocabulary.columnNames());
    }
    List<String> elsewhere = vocabulary.tablesWith(name);
    if (!elsewhere.isEmpty()) {
      hint = " It is a column of " + String.join(", ", elsewhere) + ".";
    }
    return "there is no column "
        + name
        + of
        + "."
        + (hint.isEmpty() ? " DESCRIBE a table to see its columns." : hint);
  }

  /** Drops "Binder Error: " and the like, which tell the user nothing. */
  private static String withoutClass(String message) {
    return message.replaceFirst("^(Binder|Catalog|Parser|Invalid Input) Error: ", "");
  }
}
