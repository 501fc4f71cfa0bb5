package dev.almanac.reports.chart.picture;

/** Says why a chart could not be drawn, in a sentence for people. */
public final class PictureException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public PictureException(String message, Throwable cause) {
    super(message, cause);
  }
}
