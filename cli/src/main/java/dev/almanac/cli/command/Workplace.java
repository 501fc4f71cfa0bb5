package dev.almanac.cli.command;

import dev.almanac.cli.config.AlmanacConfig;
import dev.almanac.cli.config.ConfigReader;
import dev.almanac.cli.config.Zones;
import dev.almanac.cli.output.VisibleText;
import dev.almanac.cli.terminal.ProgressLine;
import dev.almanac.cli.terminal.Surroundings;
import dev.almanac.cli.terminal.Terminal;
import dev.almanac.ingest.Secret;
import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.schedule.Schedule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What options, environment and {@code almanac.yaml} together say, for one command. */
public final class Workplace {

  /** Where the warehouse is if nobody says anything. */
  static final String DEFAULT_WAREHOUSE = "almanac-warehouse";

  /** Where the archive of reports is if nobody says anything. */
  public static final String DEFAULT_ARCHIVE = "almanac-reports";

  /** Where the user's reports are if nobody says anything. */
  static final String OWN_REPORTS = "reports";

  private final Surroundings surroundings;
  private final CommonOptions options;
  private @Nullable AlmanacConfig config;

  /** Creates the workplace of one command line. */
  public Workplace(Surroundings surroundings, CommonOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  /** Returns the same with another warehouse. */
  public Workplace withWarehouse(String folder) {
    CommonOptions changed = new CommonOptions();
    changed.warehouse = folder;
    changed.quiet = options.quiet;
    return new Workplace(surroundings, changed);
  }

  /** Returns the same at another time; with null, this one. */
  public Workplace at(@Nullable Instant now) {
    return now == null
        ? this
        : new Workplace(
            new Surroundings(
                surroundings.terminal(),
                surroundings.environment(),
                surroundings.folder(),
                Clock.fixed(now, ZoneOffset.UTC)),
            options);
  }

  /** Returns the same, which reads almanac.yaml again. */
  public Workplace fresh() {
    return new Workplace(surroundings, options);
  }

  /** Returns the configuration; read once, {@link AlmanacConfig#NONE} without a file. */
  public AlmanacConfig config() {
    if (config == null) {
      config =
          ConfigReader.find(surroundings.folder())
              .map(ConfigReader::read)
              .orElse(AlmanacConfig.NONE);
    }
    return config;
  }

  /** Returns the folder of the warehouse. */
  public Path warehouseFolder() {
    String given = given();
    if (given != null) {
      return folder(given);
    }
    return configuredFolder();
  }

  private Path configuredFolder() {
    String configured = config().warehouse();
    return configured != null ? folder(configured) : surroundings.resolve(DEFAULT_WAREHOUSE);
  }

  /**
   * Returns the properties of the warehouse's catalog, secrets resolved; empty for the file in its
   * folder. What almanac.yaml says of it holds for the warehouse that it names, and for no other.
   *
   * @throws CommandFailure if a secret cannot be had
   */
  public Map<String, String> catalog() {
    Map<String, String> properties = new LinkedHashMap<>();
    if (config().catalog().isEmpty() || !warehouseFolder().equals(configuredFolder())) {
      return properties;
    }
    config()
        .catalog()
        .forEach(
            (name, text) -> {
              try {
                properties.put(name, Secret.resolve(text).reveal());
              } catch (IOException exception) {
                throw CommandFailure.failed(String.valueOf(exception.getMessage()) + ".");
              }
            });
    return properties;
  }

  /**
   * Returns the archive of reports: the configured one, or a folder beside almanac.yaml or here.
   */
  public Archive archive() {
    String configured = config().archive();
    if (configured != null) {
      return new Archive(Path.of(configured));
    }
    Path file = config().file();
    return new Archive(
        file == null
            ? surroundings.resolve(DEFAULT_ARCHIVE)
            : file.toAbsolutePath().resolveSibling(DEFAULT_ARCHIVE));
  }

  /** Returns the warehouse as commands that the user may repeat should name it. */
  public String warehouseName() {
    Path folder = warehouseFolder();
    Path here = surroundings.folder();
    return folder.startsWith(here) ? here.relativize(folder).toString() : folder.toString();
  }

  /**
   * Returns the folder of the user's reports, or null: the given one, or {@code reports} beside
   * almanac.yaml. Without almanac.yaml, {@code reports} here if it holds a report.
   *
   * @param given what an option says, or null
   */
  public @Nullable Path templates(@Nullable String given) {
    if (given == null) {
      Path folder = ownReports();
      return config().file() == null ? onlyWithReports(folder) : existing(folder);
    }
    Path folder = surroundings.resolve(given);
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.usage(
          "Cannot use templates in " + folder + ": there is no such folder.");
    }
    return folder;
  }

  /** Returns the folder of the user's reports for a schedule: its own, or that of all. */
  public @Nullable Path templatesOf(Schedule schedule) {
    Path own = schedule.templates();
    return own == null ? templates(null) : own;
  }

  /** Returns where a new report of the user's goes: beside almanac.yaml, or here. */
  public Path ownReports() {
    Path file = config().file();
    return file == null
        ? surroundings.resolve(OWN_REPORTS)
        : file.toAbsolutePath().resolveSibling(OWN_REPORTS);
  }

  private static @Nullable Path existing(Path folder) {
    return Files.isDirectory(folder) ? folder : null;
  }

  /** Many projects have a folder of this name for something else. */
  private static @Nullable Path onlyWithReports(Path folder) {
    if (!Files.isDirectory(folder)) {
      return null;
    }
    try (Stream<Path> within = Files.list(folder)) {
      return within.anyMatch(report -> Files.isRegularFile(report.resolve("report.yaml")))
          ? folder
          : null;
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** Returns the time zone of periods: the given one, the configured one, or UTC. */
  public ZoneId zone(@Nullable ZoneId given) {
    ZoneId configured = config().zone();
    if (given != null) {
      return given;
    }
    return configured != null ? configured : Zones.UTC;
  }

  /** Returns the terminal, environment, folder and clock. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** Returns the terminal. */
  public Terminal terminal() {
    return surroundings.terminal();
  }

  /** Tells whether {@code --quiet} is given. */
  public boolean isQuiet() {
    return options.quiet;
  }

  /** Prints a result on stdout. */
  public void print(String line) {
    PrintStream out = new PrintStream(terminal().data(), true, StandardCharsets.UTF_8);
    out.println(line);
  }

  /** Says something to the person on stderr, unless that is unwanted. */
  public void note(String message) {
    if (!options.quiet) {
      message.lines().map(VisibleText::of).forEach(terminal().notes()::println);
    }
  }

  /** Says on stderr that something failed while the command goes on. */
  public void error(String message) {
    message.lines().map(VisibleText::of).forEach(terminal().notes()::println);
  }

  /** Returns a line of progress that suits the terminal and {@code --quiet}. */
  public ProgressLine progress() {
    return ProgressLine.on(
        terminal(), options.quiet ? ProgressLine.Style.SILENT : ProgressLine.Style.REWRITTEN);
  }

  private @Nullable String given() {
    if (options.warehouse != null) {
      return options.warehouse;
    }
    String variable = surroundings.environment().getOrDefault("ALMANAC_WAREHOUSE", "");
    return variable.isEmpty() ? null : variable;
  }

  private Path folder(String place) {
    if (place.startsWith("file:")) {
      return Path.of(java.net.URI.create(place));
    }
    if (place.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
      throw CommandFailure.usage(
          "Cannot open the warehouse "
              + place
              + ": this version keeps warehouses in folders. Give a path, or mount the place.");
    }
    return surroundings.resolve(place);
  }
}
