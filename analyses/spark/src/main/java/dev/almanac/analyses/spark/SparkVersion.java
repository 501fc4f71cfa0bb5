package dev.almanac.analyses.spark;

import dev.almanac.warehouse.query.QueryException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * Finds out whether this process has the Spark that the engine was built for. With another one, the
 * first class that is missing ends it somewhere in the middle, in a hundred lines.
 */
final class SparkVersion {

  /** Beginning of the versions that Iceberg's runtime in the job's jar is for; Scala 2.13 alone. */
  private static final String BUILT_FOR = "4.1.";

  private static final String FACTS = "/spark-version-info.properties";

  private SparkVersion() {}

  /**
   * Checks the Spark of this process.
   *
   * @throws QueryException if it is another version than the one that is needed
   */
  static void check() {
    check(ofThisProcess());
  }

  /** Checks a version; an empty one, which Spark does not tell, passes. */
  static void check(String version) {
    if (version.isEmpty() || version.startsWith(BUILT_FOR)) {
      return;
    }
    throw new QueryException(
        "Cannot use Spark "
            + version
            + ": this engine is for Spark 4.1 (Scala 2.13). Install it, for example with: pip"
            + " install 'pyspark==4.1.*', and name it with SPARK_HOME or --spark-home; the"
            + " cluster's must be the same. Or leave --engine out; DuckDB computes the same"
            + " results.");
  }

  private static String ofThisProcess() {
    Properties facts = new Properties();
    try (InputStream in = SparkVersion.class.getResourceAsStream(FACTS)) {
      if (in != null) {
        facts.load(in);
      }
    } catch (IOException exception) {
      return "";
    }
    return facts.getProperty("version", "");
  }
}
