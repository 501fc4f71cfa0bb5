package dev.almanac.reports.data;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, held in memory. Values are {@link String}, {@link Long}, {@link Double},
 * {@link Boolean}, {@link java.time.Instant}, {@link java.time.LocalDate} or null.
 *
 * @param columns names in order
 * @param rows each row by column name, in order
 */
public record Rows(List<String> columns, List<Map<String, @Nullable Object>> rows) {

  /** No rows of no columns. */
  public static final Rows NONE = new Rows(List.of(), List.of());

  /** Copies the lists. */
  public Rows {
    requireNonNull(columns, "columns is null");
    columns = List.copyOf(columns);
    List<Map<String, @Nullable Object>> copies = new ArrayList<>(rows.size());
    for (Map<String, @Nullable Object> row : rows) {
      copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(row)));
    }
    rows = Collections.unmodifiableList(copies);
  }

  /** Tells whether there are no rows. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Returns how many rows there are. */
  public int size() {
    return rows.size();
  }
}
