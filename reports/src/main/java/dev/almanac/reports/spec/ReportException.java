package dev.almanac.reports.spec;

/** Says that a report cannot be rendered at all, with the remedy. */
public final class ReportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception: what cannot be done, why, what to do. */
  public ReportException(String message) {
    super(message);
  }

  /** Creates the exception with its cause. */
  public ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
