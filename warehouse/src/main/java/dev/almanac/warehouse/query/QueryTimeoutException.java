package dev.almanac.warehouse.query;

import java.time.Duration;

/** Says that a query was ended because it took too long. */
public final class QueryTimeoutException extends QueryException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception for a named script that was given so much time. */
  public QueryTimeoutException(String name, Duration limit, Throwable cause) {
    super("Cannot run " + name + ": it took longer than " + limit.toSeconds() + " s.", cause);
  }
}
