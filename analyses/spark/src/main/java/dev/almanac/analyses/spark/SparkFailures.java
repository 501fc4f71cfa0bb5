package dev.almanac.analyses.spark;

import dev.almanac.warehouse.query.QueryException;
import java.util.regex.Pattern;

/** Says in one line why Spark gave a job up, and what to do. Spark's own words run to pages. */
final class SparkFailures {

  private static final Pattern MEMORY =
      Pattern.compile("OutOfMemoryError|exited with code 52|exit code 137");
  private static final Pattern EXECUTORS = Pattern.compile("ExecutorLostFailure|FetchFailed");
  private static final Pattern CLUSTER =
      Pattern.compile("SparkContext was shut down|stopped SparkContext|Master removed our");
  private static final int LONGEST = 400;

  private SparkFailures() {}

  /**
   * Returns the failure of a script.
   *
   * @param script name of the script
   */
  static QueryException of(String script, Throwable exception) {
    String said = String.valueOf(exception.getMessage());
    return new QueryException(
        "Cannot run " + script + " on Spark: " + firstLine(said) + advice(said), exception);
  }

  private static String firstLine(String said) {
    String line = said.strip().lines().findFirst().orElse("no reason given").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
  }

  private static String advice(String said) {
    if (MEMORY.matcher(said).find()) {
      return ". An executor ran out of memory: give each more with"
          + " --spark-option=--conf=spark.executor.memory=4g, or fewer scopes at a time with"
          + " spark.executor.cores=1. With local tasks, --spark-option=--driver-memory=4g."
          + " What was stored by then is kept.";
    }
    if (CLUSTER.matcher(said).find()) {
      return ". The cluster gave the job up: look at its master and workers, and run the command"
          + " again. What was stored by then is kept.";
    }
    if (EXECUTORS.matcher(said).find()) {
      return ". Executors were lost again and again: the logs of the workers say why; too little"
          + " memory (spark.executor.memory) is the usual reason. What was stored by then is kept.";
    }
    return "";
  }
}
