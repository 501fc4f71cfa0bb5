package dev.almanac.cli.schedule;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code almanac schedule install}: what to give to cron and to others that keep time. */
@Command(
    name = "install",
    header =
        "Prints what calls schedule run --due: for cron, systemd, GitHub, Airflow or Kubernetes.",
    description = {
      "",
      "Changes nothing on this machine, unless --output names a folder to write the files into."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  (crontab -l; almanac schedule install --cron) | crontab -",
      "  almanac schedule install --systemd --output ~/.config/systemd/user",
      "  almanac schedule install --serve --output ~/.config/systemd/user",
      "  almanac schedule install --github --output .github/workflows",
      "  almanac schedule install --airflow --output ~/airflow/dags",
      "  almanac schedule install --kubernetes | kubectl apply -f -"
    })
final class ScheduleInstallCommand implements Callable<Integer> {

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Write the files into this folder; files that are there are not replaced.")
  private @Nullable String output;

  private final Workplace workplace;

  /** For whom. */
  static final class Target {
    @Option(names = "--cron", description = "A line for crontab.")
    private boolean cron;

    @Option(names = "--systemd", description = "A service and a timer.")
    private boolean systemd;

    @Option(names = "--serve", description = "A service of systemd that stays: almanac serve.")
    private boolean serve;

    @Option(names = "--github", description = "A workflow for GitHub Actions.")
    private boolean github;

    @Option(names = "--airflow", description = "A DAG for Airflow 2.4 or newer.")
    private boolean airflow;

    @Option(names = "--kubernetes", description = "A CronJob; image and volume are yours to name.")
    private boolean kubernetes;

    /** Used by picocli. */
    Target() {}

    private Map<String, String> files(ScheduleFiles files) {
      if (cron) {
        return files.cron();
      }
      if (systemd) {
        return files.systemd();
      }
      if (serve) {
        return files.serve();
      }
      if (github) {
        return files.github();
      }
      return airflow ? files.airflow() : files.kubernetes();
    }
  }

  ScheduleInstallCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    Schedules.named(workplace, List.of());
    ScheduleFiles files = new ScheduleFiles(command(), folder());
    Map<String, String> texts = target.files(files);
    if (output == null) {
      texts.forEach(this::print);
    } else {
      write(workplace.surroundings().resolve(output), texts);
    }
    return ExitCode.OK;
  }

  private void print(String name, String text) {
    if (!target.cron) {
      workplace.print("# " + name);
    }
    workplace.print(text.stripTrailing());
  }

  private void write(Path into, Map<String, String> texts) throws IOException {
    Files.createDirectories(into);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = into.resolve(text.getKey());
      if (Files.exists(file)) {
        throw CommandFailure.failed(
            "Cannot write " + file + ": it is there already. Remove it, or compare it first.");
      }
      Files.writeString(file, text.getValue(), StandardCharsets.UTF_8);
      workplace.print(file.toString());
    }
  }

  private String command() {
    Path launcher = Path.of(System.getProperty("almanac.command", "almanac"));
    return launcher.getNameCount() > 1
        ? workplace.surroundings().resolve(launcher.toString()).toString()
        : launcher.toString();
  }

  /** Returns where almanac.yaml is, since the commands find it from there. */
  private Path folder() {
    Path file = workplace.config().file();
    Path folder = file == null ? null : file.toAbsolutePath().getParent();
    return folder == null ? workplace.surroundings().folder() : folder;
  }
}
