package dev.almanac.analyses;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where results are kept: the warehouse, or a test's own tables. */
public interface ResultStore {

  /**
   * Replaces results in one atomic step: readers see all of it or nothing.
   *
   * @param superseded ids of the analyses whose rows go, in every table
   * @param rows the rows that come, {@code analysis_id} first
   */
  void replace(Set<String> superseded, Map<TableSpec, List<@Nullable Object[]>> rows);
}
