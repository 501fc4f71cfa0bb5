package dev.almanac.cli.command;

import dev.almanac.cli.config.ConfigException;
import dev.almanac.cli.output.VisibleText;
import dev.almanac.cli.sql.SqlFailure;
import dev.almanac.cli.terminal.Surroundings;
import dev.almanac.cli.terminal.Terminal;
import dev.almanac.reports.archive.ArchiveException;
import dev.almanac.reports.spec.ReportException;
import dev.almanac.warehouse.WarehouseException;
import dev.almanac.warehouse.query.QueryException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the user sees of an error, and what the caller of the process. */
public final class Failures {

  /** 128 + SIGPIPE: whoever reads our output has had enough. */
  private static final int BROKEN_PIPE = 141;

  private final Surroundings surroundings;

  /** Creates it for the terminal and environment that it tells failures in. */
  public Failures(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Answers a command line that cannot be understood. */
  public int wrongUsage(ParameterException exception, String[] arguments) {
    CommandLine line = exception.getCommandLine();
    say(exception.getMessage() + suggestions(exception));
    surroundings
        .terminal()
        .notes()
        .println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  /** Answers a command that failed. */
  public int failed(Exception exception, CommandLine line, ParseResult result) {
    if (isBrokenPipe(exception)) {
      return BROKEN_PIPE;
    }
    say(message(exception));
    if (!"".equals(surroundings.environment().getOrDefault("ALMANAC_TRACE", ""))) {
      exception.printStackTrace(surroundings.terminal().notes());
    }
    return exitCode(exception);
  }

  private void say(String message) {
    String readable =
        message.lines().map(VisibleText::of).collect(Collectors.joining(System.lineSeparator()));
    boolean color = surroundings.terminal().color() == Terminal.Color.ON;
    String label = color ? "\u001b[1;31malmanac:\u001b[0m " : "almanac: ";
    surroundings.terminal().notes().println(label + readable);
  }

  private static String suggestions(ParameterException exception) {
    if (!(exception instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    List<String> names = unmatched.getSuggestions();
    return names.isEmpty() ? "" : ". Did you mean " + String.join(" or ", names) + "?";
  }

  /** Returns what to say of an exception. */
  public static String message(Exception exception) {
    boolean ours =
        exception instanceof CommandFailure
            || exception instanceof ConfigException
            || exception instanceof SqlFailure
            || exception instanceof WarehouseException
            || exception instanceof QueryException
            || exception instanceof ReportException
            || exception instanceof ArchiveException;
    if (ours) {
      return String.valueOf(exception.getMessage());
    }
    if (exception instanceof NoSuchFileException) {
      return "Cannot find " + exception.getMessage() + ".";
    }
    if (exception instanceof AccessDeniedException) {
      return "Cannot open " + exception.getMessage() + ": permission denied.";
    }
    if (exception instanceof IOException) {
      String message = String.valueOf(exception.getMessage());
      return message.startsWith("Cannot ") ? message : "Cannot read or write: " + message;
    }
    return "Something went wrong that should not: "
        + exception
        + ". Set ALMANAC_TRACE=1 to see where, and please report it.";
  }

  private static int exitCode(Exception exception) {
    if (exception instanceof CommandFailure failure) {
      return failure.exitCode();
    }
    if (exception instanceof ConfigException) {
      return ExitCode.USAGE;
    }
    boolean held =
        exception instanceof WarehouseException warehouse
            && warehouse.reason() == WarehouseException.Reason.HELD;
    return held ? ExitCode.LOCKED : ExitCode.FAILED;
  }

  private static boolean isBrokenPipe(Exception exception) {
    return exception instanceof IOException && "Broken pipe".equals(exception.getMessage());
  }
}
