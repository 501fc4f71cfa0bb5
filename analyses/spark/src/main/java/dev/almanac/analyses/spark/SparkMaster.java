package dev.almanac.analyses.spark;

import dev.almanac.warehouse.query.QueryException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out whether a standalone cluster is there. Spark itself tries for a minute and then says so
 * in the middle of something else.
 */
final class SparkMaster {

  private static final Pattern ADDRESS = Pattern.compile("([^:/,\\[\\]]+|\\[[^\\]]+\\]):(\\d+)");
  private static final String SCHEME = "spark://";
  private static final int PATIENCE_MILLIS = 10_000;

  private SparkMaster() {}

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
