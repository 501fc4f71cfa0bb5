package dev.almanac.reports.chart.picture;

import org.jspecify.annotations.Nullable;

/** Says why a chart could not be drawn, in a sentence for people. */
public final class PictureException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public PictureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
