package dev.almanac.analyses;

import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.io.Serializable;
import java.util.List;

/**
 * One analysis, for example sensitivity. Stateless, safe for use by several threads, and
 * serializable, as it travels to the machines of a cluster: fields, if any, are configuration.
 *
 * <p>The runner asks {@link #scopes()} what there is to analyse, skips each scope whose {@code
 * analysis_id} (a hash of kind, version, options, scope and input fingerprint) is stored already,
 * and for each other one runs {@link #input()} and feeds the rows, group by group, to a fresh
 * {@link Kernel}. It then stores the rows with one row of table {@code analysis} as provenance.
 */
public interface Analysis extends Serializable {

  /** Returns the name as {@code almanac analyze NAME} spells it; {@code analysis.kind}. */
  String kind();

  /** Returns a number that grows whenever equal input would give other rows. */
  int version();

  /**
   * Returns the options that the rows depend on, as JSON with sorted keys; part of the {@code
   * analysis_id}.
   */
  default String options() {
    return "{}";
  }

  /**
   * Returns the result tables; their first column is {@code analysis_id}, which is also the key.
   */
  List<TableSpec> tables();

  /**
   * Returns the query for the scopes: one row a scope, ordered by project and metric key, with the
   * columns
   *
   * <ul>
   *   <li>{@code project} (text; NULL for analyses across all projects, which have one scope)
   *   <li>{@code metric_key} (text; NULL for analyses of a whole project)
   *   <li>{@code direction} (text: min, max, unknown, or NULL)
   *   <li>{@code runs} (bigint: runs in scope)
   *   <li>{@code is_primary} (boolean: {@link Scope#primary()})
   *   <li>{@code fingerprint} (text that differs whenever the input rows differ; hash the
   *       fingerprints of the runs in scope)
   * </ul>
   */
  SqlScript scopes();

  /**
   * Returns the query for the rows of one scope, with the parameters {@code :project}, {@code
   * :metric_key} and {@code :direction}. Rows of a group must be contiguous and in a total order,
   * so that equal warehouses give equal results.
   */
  SqlScript input();

  /**
   * Returns the names of the input's columns that form the key of a group; empty if the whole scope
   * is one group.
   */
  List<String> groupBy();

  /**
   * Tells whether a scope is computed when the user names no metric: always, unless the analysis is
   * so dear that it keeps to {@link Scope#primary()}.
   */
  default boolean computesUnasked(Scope scope) {
    return true;
  }

  /** Begins the computation of one scope. */
  Kernel begin(Scope scope);
}
