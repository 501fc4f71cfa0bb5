package dev.almanac.analyses.spark;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.ScopeComputation;
import dev.almanac.analyses.ScopeResult;
import dev.almanac.analyses.ScopeTask;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/** Runs the kernel of one scope in a task; travels there with the analysis. */
final class KernelTask implements FlatMapFunction<Iterator<Row>, ScopeResult> {

  private static final long serialVersionUID = 1L;

  private final Analysis analysis;
  private final ScopeTask task;
  private final ArrayList<SparkRows.SparkColumn> columns;

  KernelTask(Analysis analysis, ScopeTask task, ArrayList<SparkRows.SparkColumn> columns) {
    this.analysis = analysis;
    this.task = task;
    this.columns = columns;
  }

  @Override
  public Iterator<ScopeResult> call(Iterator<Row> rows) {
    ScopeComputation computation = new ScopeComputation(analysis, task);
    return List.of(computation.run(new SparkRows(columns, rows))).iterator();
  }
}
