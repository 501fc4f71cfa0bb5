package dev.almanac.analyses;

import dev.almanac.warehouse.query.QueryEngine;

/**
 * Where analyses are computed: threads of this process, or the tasks of a cluster. It reads one
 * snapshot of the warehouse.
 *
 * <p>{@link #compute} is safe for use by several threads, all else is for one.
 */
public interface AnalysisEngine extends AutoCloseable {

  /** Returns the name as {@code --engine} spells it: {@code duckdb}, {@code spark}. */
  String name();

  /** Returns an engine for queries about the snapshot as a whole; closed with this one. */
  QueryEngine queries();

  /** Returns how many scopes it computes at the same time, at least 1. */
  int parallelism();

  /**
   * Runs the input query of one scope and its kernel over the rows. A defect of the scope, such as
   * an exception in the kernel, is a {@link Outcome.Status#FAILED} result.
   *
   * @throws dev.almanac.warehouse.query.QueryException if the engine itself is no longer there, so
   *     that other scopes would fail as well
   */
  ScopeResult compute(Analysis analysis, ScopeTask task);

  @Override
  void close();
}
