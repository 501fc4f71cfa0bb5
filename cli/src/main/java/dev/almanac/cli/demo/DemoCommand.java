package dev.almanac.cli.demo;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac demo}: the whole way from real runs to a report. */
@Command(
    name = "demo",
    header = "Shows it all on real example runs: sync, analyses, weekly report.",
    description = {
      "",
      "Writes a warehouse and a report into one folder and nothing anywhere else. May be repeated."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Examples:", "  almanac demo", "  almanac demo /tmp/almanac-demo"})
public final class DemoCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "almanac-demo",
      description = "Where to write (default: ./almanac-demo).")
  private String folder = "almanac-demo";

  @Option(
      names = "--examples",
      paramLabel = "DIR",
      hidden = true,
      description = "The example runs, if not those that come with Almanac.")
  private @Nullable String examples;

  private final Workplace workplace;

  /** Creates the command for a workplace. */
  public DemoCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    Path target = workplace.surroundings().resolve(folder);
    return new Demo(workplace, target, examples()).run();
  }

  /** Examples stand in the source folder of a clone, or in the distribution's folder. */
  private Path examples() {
    if (examples != null) {
      return workplace.surroundings().resolve(examples);
    }
    String source =
        workplace.surroundings().environment().getOrDefault("ALMANAC_SOURCE_FOLDER", "");
    String home = System.getProperty("almanac.home", "");
    String base = source.isEmpty() ? home : source;
    if (base.isEmpty()) {
      throw CommandFailure.failed(
          "Cannot find the example runs: start the demo with ./almanac of a clone or with"
              + " bin/almanac of a distribution.");
    }
    return Path.of(base, "examples");
  }
}
