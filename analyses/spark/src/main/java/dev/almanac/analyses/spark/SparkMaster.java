package dev.almanac.analyses.spark;

import dev.almanac.warehouse.query.QueryException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;

/**
 * Finds out whether a standalone cluster is there. Spark itself tries for a minute and then says so
 * in the middle of something else.
 */
final class SparkMaster {

  private static final Pattern ADDRESS = Pattern.compile("([^:/,\\[\\]]+|\\[[^\\]]+\\]):(\\d+)");
  private static final String SCHEME = "spark://";
  private static final int PATIENCE_MILLIS = 10_000;

  /** Spark option: seconds until the cluster must have given the first executor. */
  private static final String EXECUTOR_PATIENCE = "spark.almanac.executorPatience";

  private static final int EXECUTOR_PATIENCE_SECONDS = 60;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private SparkMaster() {}

  /**
   * Waits until a standalone cluster has given an executor. Without one Spark would wait for ever
   * and, at the log level of this program, say nothing.
   *
   * @param master as {@code --master} has it; whatever is no standalone cluster passes
   * @throws QueryException if there is none after {@value #EXECUTOR_PATIENCE} seconds
   */
  static void awaitExecutors(String master, SparkContext context) {
    boolean onDemand = context.conf().getBoolean("spark.dynamicAllocation.enabled", false);
    if (!master.startsWith(SCHEME) || onDemand) {
      return;
    }
    int patience = context.conf().getInt(EXECUTOR_PATIENCE, EXECUTOR_PATIENCE_SECONDS);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patience);
    // The driver counts as one.
    while (context.statusTracker().getExecutorInfos().length < 2) {
      if (System.nanoTime() - deadline >= 0) {
        throw new QueryException(
            "The Spark cluster "
                + master
                + " gave no executor within "
                + patience
                + " s: it has no worker, or none that is free and has the cores and memory asked"
                + " for. Look at the page of its master, ask for less (spark.executor.memory,"
                + " spark.executor.cores), or wait for longer with --spark-option=--conf="
                + EXECUTOR_PATIENCE
                + "=SECONDS.");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /**
   * Checks that one of the masters of a standalone cluster listens.
   *
   * @param master as {@code --master} has it; whatever is no standalone cluster passes
   * @throws QueryException if none does
   */
  static void check(String master) {
    if (!master.startsWith(SCHEME)) {
      return;
    }
    List<String> problems = new ArrayList<>();
    Matcher matcher = ADDRESS.matcher(master.substring(SCHEME.length()));
    while (matcher.find()) {
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2))),
            PATIENCE_MILLIS);
        return;
      } catch (UnknownHostException exception) {
        problems.add(matcher.group() + ": unknown host");
      } catch (IOException exception) {
        problems.add(matcher.group() + ": " + exception.getMessage());
      }
    }
    throw new QueryException(
        "Cannot reach the Spark cluster "
            + master
            + " ("
            + String.join(", ", problems)
            + "). Start its master, or give another --master.");
  }
}
