package dev.almanac.warehouse.query;

/** Says that a query found no room in the engine's memory, which others may have been filling. */
public final class QueryMemoryException extends QueryException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with the engine's own message. */
  public QueryMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
