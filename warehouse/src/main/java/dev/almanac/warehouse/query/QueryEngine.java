package dev.almanac.warehouse.query;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL over the tables of one snapshot of the warehouse.
 *
 * <p>Not safe for use by several threads; open one engine a thread.
 */
public interface QueryEngine extends AutoCloseable {

  /** Returns the engine's name as {@code --engine} spells it: {@code duckdb}, {@code spark}. */
  String name();

  /**
   * Runs one query.
   *
   * @param script the query, with {@code :name} parameters
   * @param parameters a value for each parameter of the script: {@link String}, {@link Long},
   *     {@link Double}, {@link Boolean}, {@link java.time.Instant}, {@link java.time.LocalDate} or
   *     null
   * @return the rows, to be closed by the caller before the next query
   * @throws QueryException if the engine refuses the query or fails in it
   */
  QueryRows query(SqlScript script, Map<String, ? extends @Nullable Object> parameters);

  /**
   * Runs one query that is ended after some time, where the engine can do that.
   *
   * @param limit how long it may run; counted in whole seconds, at least one
   * @throws QueryTimeoutException if it took longer
   * @throws QueryException if the engine refuses the query or fails in it
   */
  default QueryRows query(
      SqlScript script, Map<String, ? extends @Nullable Object> parameters, Duration limit) {
    return query(script, parameters);
  }

  /**
   * Returns one more engine over the same tables, for another thread, to be closed by the caller.
   * It shares memory and threads with this one.
   */
  QueryEngine another();

  @Override
  void close();
}
