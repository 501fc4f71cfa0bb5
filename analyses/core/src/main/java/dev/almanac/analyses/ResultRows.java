package dev.almanac.analyses;

import dev.almanac.warehouse.schema.TableSpec;
import org.jspecify.annotations.Nullable;

/** Takes in result rows. Used by one thread. */
public interface ResultRows {

  /**
   * Adds a row.
   *
   * @param table one of {@link Analysis#tables()} or {@link AnalysisTables#ANALYSIS_EXCLUSION}
   * @param values the values of the columns after {@code analysis_id}, in order, as the Java types
   *     of {@link dev.almanac.warehouse.schema.ColumnType}; numbers of any width are converted
   */
  void add(TableSpec table, @Nullable Object... values);

  /** Adds a row that says how many runs or other things were left out, unless there are none. */
  default void exclude(String reason, long count) {
    if (count > 0) {
      add(AnalysisTables.ANALYSIS_EXCLUSION, null, null, reason, count);
    }
  }
}
