package dev.almanac.reports.archive;

import org.jspecify.annotations.Nullable;

/** Says what the archive cannot do, where, and what to do about it. */
public final class ArchiveException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public ArchiveException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
