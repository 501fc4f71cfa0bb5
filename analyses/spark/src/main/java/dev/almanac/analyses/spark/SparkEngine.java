package dev.almanac.analyses.spark;

import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryException;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Runs SQL on a Spark session. Unlike what the interface promises, safe for several threads. */
final class SparkEngine implements QueryEngine {

  /** The engine's name. */
  static final String NAME = "spark";

  private final SparkSession session;
  private final PinnedViews views;

  /** Creates an engine on a session, which is not closed with it. */
  SparkEngine(SparkSession session, PinnedViews views) {
    this.session = session;
    this.views = views;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public QueryRows query(SqlScript script, Map<String, ? extends @Nullable Object> parameters) {
    try {
      Dataset<Row> rows = dataset(script, parameters);
      return new SparkRows(SparkRows.columns(rows.schema()), rows.toLocalIterator());
    } catch (Exception exception) {
      // Scala throws checked exceptions that it does not declare.
      throw failure(script, exception);
    }
  }

  /** Returns the query, not yet run. */
  Dataset<Row> dataset(SqlScript script, Map<String, ? extends @Nullable Object> parameters) {
    Map<String, @Nullable Object> values = new HashMap<>();
    // A parameter that the script does not have is an error in Spark.
    script.positional().names().forEach(name -> values.put(name, parameters.get(name)));
    String sql = SparkDialect.spell(script);
    views.show(sql);
    return session.sql(sql, values);
  }

  static QueryException failure(SqlScript script, Exception exception) {
    return SparkFailures.of(script.name(), exception);
  }

  @Override
  public SparkEngine another() {
    return new SparkEngine(session, views);
  }

  @Override
  public void close() {
    views.forget();
  }
}
