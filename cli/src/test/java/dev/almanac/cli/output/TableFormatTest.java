package dev.almanac.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableFormatTest {

  private static final ResultColumn NUMBER =
      new ResultColumn("n", "bigint", ResultColumn.Kind.NUMBER);
  private static final ResultColumn WORD = new ResultColumn("word", "text", ResultColumn.Kind.TEXT);

  /** Rows in memory. */
  record Rows(List<ResultColumn> columns, List<@Nullable Object[]> cells, int[] at)
      implements ResultCursor {

    static Rows of(List<ResultColumn> columns, List<@Nullable Object[]> cells) {
      return new Rows(columns, cells, new int[] {-1});
    }

    @Override
    public boolean next() {
      return ++at[0] < cells.size();
    }

    @Override
    public @Nullable Object value(int column) {
      return cells.get(at[0])[column];
    }
  }

  private static Rows numbers(int count) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (long row = 1; row <= count; row++) {
      rows.add(new Object[] {row});
    }
    return Rows.of(List.of(NUMBER), rows);
  }

  private static String table(Rows rows, int width, int shown) throws IOException {
    StringWriter out = new StringWriter();
    new TableFormat(width, shown).write(rows, out);
    return out.toString();
  }

  @Test
  void ofManyRowsTheFirstAndTheLastAreShownAndTheOthersCounted() throws IOException {
    String table = table(numbers(1_000), 80, 4);

    assertThat(table)
        .isEqualTo(
            """
            ┌────────┐
            │      n │
            │ bigint │
            ├────────┤
            │      1 │
            │      2 │
            │      · │
            │    999 │
            │   1000 │
            └────────┘
            1,000 rows (4 shown)
            """);
  }

  @Test
  void asManyRowsAsFitAreAllShown() throws IOException {
    for (int count = 0; count <= 5; count++) {
      assertThat(table(numbers(count), 80, 4)).doesNotContain("·").doesNotContain("shown");
    }
    assertThat(table(numbers(6), 80, 4)).contains("6 rows (4 shown)");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 79, 80, 120})
  void noLineIsWiderThanTheTerminal(int width) throws IOException {
    List<ResultColumn> columns = new ArrayList<>();
    Object[] row = new Object[12];
    for (int column = 0; column < row.length; column++) {
      columns.add(new ResultColumn("column_" + column, "text", ResultColumn.Kind.TEXT));
      row[column] = "a text of some length, 日本語 " + column;
    }

    String table = table(Rows.of(columns, List.<@Nullable Object[]>of(row)), width, 10);

    assertThat(table.lines())
        .allSatisfy(line -> assertThat(VisibleText.width(line)).isLessThanOrEqualTo(width));
    assertThat(table).contains("12 columns (").contains("column_0").contains("column_11");
  }

  @Test
  void wideCharactersAndControlsKeepTheColumnsStraight() throws IOException {
    Rows rows =
        Rows.of(
            List.of(WORD),
            List.of(
                new Object[] {"日本"},
                new Object[] {"a\u0301"},
                new Object[] {"\u001b[2J"},
                new @Nullable Object[] {null}));

    assertThat(table(rows, 80, 10).lines().limit(9).map(VisibleText::width).distinct()).hasSize(1);
  }
}
