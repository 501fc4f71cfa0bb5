package dev.almanac.warehouse;

import dev.almanac.warehouse.schema.ColumnSpec;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Results to store in one atomic step.
 *
 * @param superseded values of the key column ({@code analysis_id}) whose rows go, in every result
 *     table
 * @param rows the rows that come, values in the order of the table's columns and of the Java types
 *     of {@link dev.almanac.warehouse.schema.ColumnType}
 */
public record ResultBatch(Set<String> superseded, Map<TableSpec, List<@Nullable Object[]>> rows) {

  /** Copies the collections; the rows themselves are not copied. */
  public ResultBatch {
    superseded = Set.copyOf(superseded);
    rows = Map.copyOf(rows);
  }

  /**
   * Returns the keys whose stored rows go: the superseded ones, and those of the rows that come, as
   * another process may have stored the same results since this one looked.
   */
  NavigableSet<String> gone() {
    NavigableSet<String> gone = new TreeSet<>(superseded);
    rows.forEach(
        (table, list) -> {
          int key =
              table.columns().stream().map(ColumnSpec::name).toList().indexOf(table.keyColumn());
          for (@Nullable Object[] row : list) {
            if (row[key] instanceof String text) {
              gone.add(text);
            }
          }
        });
    return gone;
  }
}
