package dev.almanac.cli.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.direction.MetricStatements;
import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.ingest.SourceOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds and reads {@code almanac.yaml}. */
public final class ConfigReader {

  /** The name of the file. */
  public static final String FILE_NAME = "almanac.yaml";

  /** Far more than anyone writes by hand; keeps hostile files from filling the memory. */
  private static final int MAX_CHARACTERS = 1 << 20;

  private static final int MAX_ALIASES = 50;

  private final Path file;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private ConfigReader(Path file) {
    this.file = file;
  }

  /** Returns the nearest {@value #FILE_NAME} in a folder or above it. */
  public static Optional<Path> find(Path folder) {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      Path file = at.resolve(FILE_NAME);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException with every problem in it
   */
  public static AlmanacConfig read(Path file) {
    return new ConfigReader(file).read();
  }

  private AlmanacConfig read() {
    YamlMapping root =
        YamlMapping.of(compose(), "The file", problems)
            .allow(
                "warehouse",
                "catalog",
                "zone",
                "sources",
                "archive",
                "schedules",
                "metrics",
                "projects",
                "aliases",
                "across_projects",
                "budgets",
                "archive_url",
                "channels",
                "alerts");
    ZoneId zone = zone(root);
    List<YamlMapping> schedules = root.mappings("schedules");
    AlmanacConfig config =
        new AlmanacConfig(
            file,
            place(root.text("warehouse")),
            new CatalogReader(problems).read(root),
            zone,
            sources(root, zone),
            folder(root.text("archive")),
            new ScheduleReader(zone, this::resolve, problems).read(schedules),
            new DeclaredObjectives(
                directions(root.mapping("metrics")), projects(root.mapping("projects"))),
            new AcrossReader(root, problems).read(),
            new BudgetReader(problems).read(root),
            new DeliveryReader(zone, this::resolve, problems).read(root, schedules));
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(ConfigProblem::line));
      throw new ConfigException(file, problems);
    }
    return config;
  }

  private @Nullable Node compose() {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(String.valueOf(file.getFileName()))
            .setCodePointLimit(MAX_CHARACTERS)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .build();
    try {
      return new Compose(settings).composeString(Files.readString(file, UTF_8)).orElse(null);
    } catch (MarkedYamlEngineException exception) {
      int line = exception.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
      problems.add(new ConfigProblem(line, "Not YAML: " + exception.getProblem() + "."));
    } catch (YamlEngineException exception) {
      problems.add(new ConfigProblem(0, "Not YAML: " + exception.getMessage() + "."));
    } catch (IOException exception) {
      problems.add(new ConfigProblem(0, "Cannot be read as UTF-8: " + exception + "."));
    } catch (StackOverflowError tooDeep) {
      // The composer recurses once a level and knows no limit of its own.
      problems.add(new ConfigProblem(0, "Nested too deeply."));
    }
    return null;
  }

  private @Nullable ZoneId zone(YamlMapping root) {
    String text = root.text("zone");
    if (text == null) {
      return null;
    }
    try {
      return Zones.parse(text);
    } catch (IllegalArgumentException exception) {
      problems.add(new ConfigProblem(root.line("zone"), String.valueOf(exception.getMessage())));
      return null;
    }
  }

  private List<SourceEntry> sources(YamlMapping root, @Nullable ZoneId fileZone) {
    List<SourceEntry> sources = new ArrayList<>();
    Map<String, Integer> names = new LinkedHashMap<>();
    for (YamlMapping entry : root.mappings("sources")) {
      entry.allow("name", "path", "uri", "kind", "zone", "options", "mapping");
      String path = entry.text("path");
      String uri = entry.text("uri");
      String name = entry.text("name");
      if ((path == null) == (uri == null)) {
        problems.add(
            new ConfigProblem(
                entry.line("path"), "A source needs either path or uri: where it is."));
      }
      checkName(entry, name, names);
      if (path != null || uri != null) {
        String place = path != null ? resolve(path) : String.valueOf(uri);
        sources.add(new SourceEntry(place, name, entry.text("kind"), options(entry, fileZone)));
      }
    }
    return sources;
  }

  /** Returns what an entry says besides; its zone is the file's unless it has its own. */
  private SourceOptions options(YamlMapping entry, @Nullable ZoneId fileZone) {
    Map<String, String> options = new LinkedHashMap<>();
    YamlMapping given = entry.mapping("options");
    for (String key : given.keys()) {
      String value = given.text(key);
      if (value != null) {
        options.put(key, value);
      }
    }
    ZoneId zone = entry.text("zone") == null ? fileZone : zone(entry);
    if (zone != null) {
      options.putIfAbsent(SourceOptions.ZONE, zone.getId());
    }
    String mapping = entry.block("mapping");
    if (mapping != null) {
      options.put("mapping", mapping);
    }
    return new SourceOptions(options);
  }

  private void checkName(YamlMapping entry, @Nullable String name, Map<String, Integer> names) {
    if (name == null) {
      return;
    }
    int line = entry.line("name");
    Integer other = names.putIfAbsent(name, line);
    if (other != null) {
      problems.add(
          new ConfigProblem(
              line, "The name " + name + " is taken by the source of line " + other + "."));
    }
    if (name.contains("/") || name.chars().anyMatch(Character::isISOControl)) {
      problems.add(
          new ConfigProblem(line, "A source's name must not hold slashes or control characters."));
    }
  }

  private Map<String, MetricStatements> projects(YamlMapping projects) {
    Map<String, MetricStatements> entries = new LinkedHashMap<>();
    projects.eachMapping(
        (name, entry) -> {
          entry.allow("primary_metric", "metrics");
          entries.put(
              name,
              new MetricStatements(
                  directions(entry.mapping("metrics")),
                  Optional.ofNullable(entry.text("primary_metric"))));
        });
    return entries;
  }

  private Map<String, Direction> directions(YamlMapping metrics) {
    Map<String, Direction> directions = new LinkedHashMap<>();
    for (String key : metrics.keys()) {
      String word = metrics.text(key);
      switch (word == null ? "" : word) {
        case "min" -> directions.put(key, Direction.MIN);
        case "max" -> directions.put(key, Direction.MAX);
        default ->
            problems.add(
                new ConfigProblem(
                    metrics.line(key),
                    "The direction of "
                        + key
                        + " must be min (less is better) or max, not "
                        + word
                        + "."));
      }
    }
    return directions;
  }

  /** Returns a warehouse's place: URIs as they are, paths relative to the file made absolute. */
  private @Nullable String place(@Nullable String text) {
    return text == null || isUri(text) ? text : resolve(text);
  }

  private @Nullable String folder(@Nullable String path) {
    return path == null ? null : resolve(path);
  }

  private String resolve(String path) {
    return file.toAbsolutePath().resolveSibling(path).normalize().toString();
  }

  private static boolean isUri(String text) {
    try {
      String scheme = URI.create(text).getScheme();
      // One letter is a Windows drive.
      return scheme != null && scheme.length() > 1;
    } catch (IllegalArgumentException path) {
      return false;
    }
  }
}
