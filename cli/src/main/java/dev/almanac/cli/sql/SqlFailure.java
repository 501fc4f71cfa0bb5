package dev.almanac.cli.sql;

import java.sql.SQLException;

/** Says that a query was refused or failed, in words for the person who wrote it. */
public final class SqlFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Wraps an error of the engine as it stands. */
  SqlFailure(SQLException cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }

  /** Creates the failure with a better message than the engine's. */
  SqlFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns the message, which is never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
