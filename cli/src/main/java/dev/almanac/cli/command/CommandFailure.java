package dev.almanac.cli.command;

/** Ends a command with a message for the user and an exit code; shown without a stack trace. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Says that the work could not be done: {@link ExitCode#FAILED}. */
  public static CommandFailure failed(String message) {
    return new CommandFailure(ExitCode.FAILED, message);
  }

  /** Says that the command was called wrongly: {@link ExitCode#USAGE}. */
  public static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }

  /** Says that someone else holds the warehouse: {@link ExitCode#LOCKED}. */
  public static CommandFailure locked(String message) {
    return new CommandFailure(ExitCode.LOCKED, message);
  }

  /** Returns one of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }

  /** Returns the message, which is never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
