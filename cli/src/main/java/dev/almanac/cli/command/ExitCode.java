package dev.almanac.cli.command;

/** What the process says to its caller; documented in {@code docs/command-line.md}. */
public final class ExitCode {

  /** All done. */
  public static final int OK = 0;

  /** Something failed; the message on stderr says what. */
  public static final int FAILED = 1;

  /** The command was called wrongly, or {@code almanac.yaml} is wrong. */
  public static final int USAGE = 2;

  /** An alert fires ({@code --fail-on alert}). */
  public static final int ALERT = 3;

  /** All was rendered, but some of it could not be delivered, or not yet. */
  public static final int NOT_DELIVERED = 4;

  /** A report waits for data that is not there yet. */
  public static final int NOT_FRESH = 5;

  /** A report was rendered, but a section of it failed ({@code --fail-on degraded}). */
  public static final int DEGRADED = 6;

  /**
   * Another process holds the warehouse, or makes the report: try again later ({@code EX_TEMPFAIL}
   * of sysexits.h).
   */
  public static final int LOCKED = 75;

  /** Stopped by the user: 128 + SIGINT, as shells count; after SIGTERM it is 143. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
