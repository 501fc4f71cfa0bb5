package dev.almanac.cli.sql;

import dev.almanac.cli.output.ResultCursor;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code SHOW TABLES} and {@code DESCRIBE table}, with the comments that DuckDB leaves out. */
final class CommentedCatalog {

  private static final Pattern SHOW_TABLES =
      Pattern.compile("\\s*SHOW\\s+(ALL\\s+)?TABLES\\s*;?\\s*", Pattern.CASE_INSENSITIVE);

  private static final Pattern DESCRIBE =
      Pattern.compile(
          "\\s*(?:DESC|DESCRIBE|SHOW)\\s+(?:TABLE\\s+)?\"?(\\w+)\"?\\s*;?\\s*",
          Pattern.CASE_INSENSITIVE);

  private final Vocabulary vocabulary;

  CommentedCatalog(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Returns the answer, or nothing if the statement asks for something else. */
  Optional<ResultCursor> answer(String sql) {
    if (SHOW_TABLES.matcher(sql).matches()) {
      return Optional.of(tables());
    }
    Matcher describe = DESCRIBE.matcher(sql);
    return describe.matches()
        ? vocabulary.table(describe.group(1)).map(CommentedCatalog::columns)
        : Optional.empty();
  }

  private ResultCursor tables() {
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    for (TableSpec table : vocabulary.tables()) {
      rows.add(List.of(table.name(), table.comment()));
    }
    return new ListCursor(List.of(ListCursor.text("table"), ListCursor.text("comment")), rows);
  }

  static ResultCursor columns(TableSpec table) {
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    table
        .columns()
        .forEach(
            column ->
                rows.add(
                    List.of(
                        column.name(),
                        column.type().name().toLowerCase(Locale.ROOT),
                        column.comment())));
    return new ListCursor(
        List.of(ListCursor.text("column"), ListCursor.text("type"), ListCursor.text("comment")),
        rows);
  }
}
