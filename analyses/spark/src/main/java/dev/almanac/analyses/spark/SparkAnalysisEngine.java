package dev.almanac.analyses.spark;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.AnalysisEngine;
import dev.almanac.analyses.ScopeComputation;
import dev.almanac.analyses.ScopeResult;
import dev.almanac.analyses.ScopeTask;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.query.QueryEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Computes scopes on a Spark cluster. Each scope is one job: tasks scan and join, and the last task
 * has all rows of the scope in their order and runs the kernel over them. Jobs of several scopes
 * run at the same time, so that the cluster has as many kernels to run as it has cores.
 */
final class SparkAnalysisEngine implements AnalysisEngine {

  private final SparkEngine queries;
  private final SparkEngine inputs;
  private final int parallelism;

  private SparkAnalysisEngine(SparkEngine queries, SparkEngine inputs, int parallelism) {
    this.queries = queries;
    this.inputs = inputs;
    this.parallelism = parallelism;
  }

  /** Opens the engine on the session of this process. */
  static SparkAnalysisEngine open(Warehouse warehouse, WarehouseSnapshot snapshot) {
    SparkSession base = SparkSessions.ofThisProcess();
    Map<String, String> catalog = warehouse.catalogProperties();
    SparkSession queries = SparkSessions.forQueries(base, catalog);
    SparkSession inputs = SparkSessions.forInputs(base, catalog);
    return new SparkAnalysisEngine(
        new SparkEngine(queries, new PinnedViews(queries, warehouse.tables(), snapshot, false)),
        new SparkEngine(inputs, new PinnedViews(inputs, warehouse.tables(), snapshot, true)),
        Math.max(2, base.sparkContext().defaultParallelism()));
  }

  @Override
  public String name() {
    return SparkEngine.NAME;
  }

  @Override
  public QueryEngine queries() {
    return queries;
  }

  @Override
  public int parallelism() {
    return parallelism;
  }

  @Override
  public ScopeResult compute(Analysis analysis, ScopeTask task) {
    Dataset<Row> input;
    try {
      input = inputs.dataset(analysis.input(), task.parameters());
    } catch (RuntimeException exception) {
      return ScopeResult.failed(analysis, task, exception);
    } catch (Exception exception) {
      // Scala throws checked exceptions that it does not declare.
      if (exception instanceof AnalysisException) {
        return ScopeResult.failed(analysis, task, exception);
      }
      throw SparkEngine.failure(analysis.input(), exception);
    }
    return run(analysis, task, input);
  }

  private static ScopeResult run(Analysis analysis, ScopeTask task, Dataset<Row> input) {
    ArrayList<SparkRows.SparkColumn> columns = SparkRows.columns(input.schema());
    try {
      JavaRDD<Row> rows = input.toJavaRDD();
      if (rows.getNumPartitions() > 1) {
        String unordered = analysis.input().name() + " does not order its rows";
        return ScopeResult.failed(analysis, task, new IllegalStateException(unordered));
      }
      List<ScopeResult> results =
          rows.mapPartitions(new KernelTask(analysis, task, columns)).collect();
      return results.isEmpty()
          // No rows, no partition, no task: the kernel still has something to say.
          ? new ScopeComputation(analysis, task)
              .run(new SparkRows(columns, Collections.emptyIterator()))
          : results.get(0);
    } catch (Exception exception) {
      // Scala throws checked exceptions that it does not declare: the cluster gave the job up.
      throw SparkEngine.failure(analysis.input(), exception);
    }
  }

  @Override
  public void close() {
    queries.close();
    inputs.close();
  }
}
