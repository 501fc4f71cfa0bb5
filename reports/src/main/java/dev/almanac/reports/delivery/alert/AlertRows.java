package dev.almanac.reports.delivery.alert;

import java.io.IOException;
import java.util.List;

/**
 * What the query of an alert returned.
 *
 * @param columns names in order
 * @param rows cells as text, the first {@value #MOST} rows
 * @param total how many rows there are in all
 */
public record AlertRows(List<String> columns, List<List<String>> rows, long total) {

  /** How many rows are kept. */
  public static final int MOST = 20;

  /** No rows. */
  static final AlertRows NONE = new AlertRows(List.of(), List.of(), 0);

  /** Copies the lists. */
  public AlertRows {
    columns = List.copyOf(columns);
    rows = rows.stream().limit(MOST).map(List::copyOf).toList();
  }

  /** Runs the query of an alert. */
  @FunctionalInterface
  public interface Query {
    /**
     * Runs it.
     *
     * @throws BrokenAlertException if the query is refused or fails
     */
    AlertRows run(String sql) throws IOException, BrokenAlertException;
  }

  /** Says why a query does not run. */
  public static final class BrokenAlertException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message is the engine's own. */
    public BrokenAlertException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
