package dev.almanac.analyses.spark;

import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.query.QueryException;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Opens sessions that know the warehouse's catalog. */
final class SparkSessions {

  private static final String CATALOG = "spark.sql.catalog." + WarehouseCatalog.NAME;

  /** Settings that stand unless {@code spark-submit} was given others. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "spark.app.name", "almanac analyze",
          "spark.master", "local[*]",
          "spark.log.level", "ERROR",
          "spark.ui.enabled", "false",
          "spark.ui.showConsoleProgress", "false",
          // Scopes are jobs of their own; without it a long one would keep the others waiting.
          "spark.scheduler.mode", "FAIR");

  private SparkSessions() {}

  /**
   * Returns the session of this process; started if needed.
   *
   * @throws QueryException if Spark is of another version, or the cluster is not there or has
   *     nothing to compute with
   */
  static SparkSession ofThisProcess() {
    SparkVersion.check();
    String master = System.getProperty("spark.master", "");
    SparkMaster.check(master);
    SparkSession session;
    try {
      session = builder().getOrCreate();
    } catch (RuntimeException exception) {
      throw new QueryException(
          "Cannot start Spark on " + master + ": " + exception.getMessage(), exception);
    }
    SparkMaster.awaitExecutors(master, session.sparkContext());
    return session;
  }

  private static SparkSession.Builder builder() {
    SparkSession.Builder builder = SparkSession.builder();
    DEFAULTS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            builder.config(name, value);
          }
        });
    return builder;
  }

  /**
   * Returns a session for queries over all the tables.
   *
   * @param catalog properties of the warehouse's catalog
   */
  static SparkSession forQueries(SparkSession base, Map<String, String> catalog) {
    SparkSession session = base.newSession();
    session.conf().set("spark.sql.session.timeZone", "UTC");
    session.conf().set("spark.sql.ansi.enabled", "true");
    session.conf().set(CATALOG, "org.apache.iceberg.spark.SparkCatalog");
    catalog.forEach((name, value) -> session.conf().set(CATALOG + "." + name, value));
    SparkDialect.register(session);
    return session;
  }

  /**
   * Returns a session for the inputs of scopes. There are many, each small against the cluster, so
   * what costs time for each is left out: a sort has all its rows in one task and needs no sample
   * of them, and plans are not made again between stages.
   */
  static SparkSession forInputs(SparkSession base, Map<String, String> catalog) {
    SparkSession session = forQueries(base, catalog);
    session.conf().set("spark.sql.shuffle.partitions", "1");
    session.conf().set("spark.sql.adaptive.enabled", "false");
    return session;
  }
}
