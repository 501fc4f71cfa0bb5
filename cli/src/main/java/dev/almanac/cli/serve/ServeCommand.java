package dev.almanac.cli.serve;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.Interruption;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code almanac serve}: shows the archive, and may call the schedules. */
@Command(
    name = "serve",
    header = "Shows the archive of reports in a browser of this machine, until it is stopped.",
    description = {
      "",
      "Read-only, on 127.0.0.1 alone; for others, put a web server in front, or let it serve the",
      "archive's folder itself. With --scheduler it also does what cron would: it calls schedule run",
      "--due when something is due, and every five minutes for alerts and deliveries. Cron may call",
      "the same beside it, several may run at once, and after a pause what was missed is caught up.",
      "",
      "Ends on Ctrl-C or SIGTERM; a report that is being made gets a minute to be finished, and is",
      "made by the next start otherwise."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Examples:", "  almanac serve", "  almanac serve --port 9000 --scheduler --sync"})
public final class ServeCommand implements Callable<Integer> {

  /** Below the 90 seconds after which systemd kills. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration FOR_EVER = Duration.ofDays(1);

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8460",
      description = "Port on 127.0.0.1; 0 for any that is free (default: 8460).")
  private int port;

  @Option(
      names = "--name",
      paramLabel = "HOST",
      description = {
        "Answer also to this name, if a web server in front passes it on; may be given several"
            + " times."
      })
  private List<String> names = new ArrayList<>();

  @Option(names = "--scheduler", description = "Make and deliver the reports that are due.")
  private boolean scheduler;

  @Option(
      names = "--sync",
      description = "With --scheduler: read the sources and analyse, each hour and before reports.")
  private boolean sync;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "With --scheduler: look at least so often (default: 300).")
  private long interval;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "With --scheduler: stop after so many looks.")
  private @Nullable Long rounds;

  private final Workplace workplace;
  private final Commands commands;

  /**
   * Creates the command.
   *
   * @param commands what runs the commands that a schedule needs
   */
  public ServeCommand(Workplace workplace, Commands commands) {
    this.workplace = workplace;
    this.commands = commands;
  }

  @Override
  public Integer call() throws IOException {
    check();
    Path archive = workplace.archive().folder();
    try (Interruption interruption = new Interruption(PATIENCE);
        ArchiveServer server = server(archive)) {
      workplace.note("Serving " + archive + " at " + server.address());
      if (!scheduler) {
        while (interruption.pause(FOR_EVER)) {
          // Browsers are served by threads of their own.
        }
        return interruption.exitCode();
      }
      Rounds due =
          new Rounds(
              workplace,
              arguments -> interruption.goOn() ? commands.run(arguments) : interruption.exitCode(),
              sync,
              Duration.ofSeconds(interval));
      int count = due.schedules().size();
      workplace.note(count + (count == 1 ? " schedule is" : " schedules are") + " looked after.");
      int code = ExitCode.OK;
      for (long done = 0; rounds == null || done < rounds; done++) {
        if (done > 0 && !interruption.pause(due.pause())) {
          return interruption.exitCode();
        }
        code = due.round();
        if (!interruption.goOn()) {
          return interruption.exitCode();
        }
      }
      return code;
    }
  }

  private void check() {
    if (!scheduler && (sync || rounds != null)) {
      throw CommandFailure.usage("--sync and --rounds need --scheduler.");
    }
    if (interval < 1 || (rounds != null && rounds < 1)) {
      throw CommandFailure.usage("--interval and --rounds must be at least 1.");
    }
    if (port < 0 || port > 65_535) {
      throw CommandFailure.usage("--port is a number from 0 to 65535, not " + port + ".");
    }
  }

  private ArchiveServer server(Path archive) throws IOException {
    List<String> lower = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    try {
      return new ArchiveServer(archive, port, lower);
    } catch (BindException exception) {
      throw CommandFailure.failed(
          "Cannot serve on port "
              + port
              + ": "
              + exception.getMessage()
              + ". Another almanac serve may be running; --port names another port.");
    }
  }
}
