package dev.almanac.warehouse.query;

/** Says that a query was refused or failed; the message is the engine's own, made readable. */
public sealed class QueryException extends RuntimeException
    permits QueryMemoryException, QueryTimeoutException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception for a script that was refused before it ran. */
  public QueryException(String message) {
    super(message);
  }

  /** Creates the exception for a named script. */
  public QueryException(String message, Throwable cause) {
    super(message, cause);
  }
}
