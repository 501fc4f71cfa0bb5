package dev.almanac.ingest.logs.smac;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.logs.smac.JsonSlices.Slice;
import dev.almanac.ingest.logs.smac.SearchHistory.Configuration;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One configuration of a search, with its evaluations in the order in which they stand. */
final class SearchLog implements Log {

  private final SearchKind kind;
  private final Path folder;
  private final String id;
  private final Configuration configuration;
  private final @Nullable SearchHistory told;
  private final String surroundings;

  /**
   * Creates a run.
   *
   * @param told the history whose damage this run reports for all, or null
   * @param surroundings fingerprint of what the runs of the search share
   */
  SearchLog(
      SearchKind kind,
      Path folder,
      String id,
      Configuration configuration,
      @Nullable SearchHistory told,
      String surroundings) {
    this.kind = kind;
    this.folder = folder;
    this.id = id;
    this.configuration = configuration;
    this.told = told;
    this.surroundings = surroundings;
  }

  @Override
  public Role role() {
    return Role.PART;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public String part() {
    return "config-" + id;
  }

  @Override
  public List<Path> files() {
    return List.of(folder.resolve(kind.evaluations()));
  }

  @Override
  public String fingerprint() {
    return configuration.fingerprint() + ' ' + surroundings;
  }

  /** An objective and which way it is better. */
  private record Objective(String name, String direction) {}

  @Override
  public void read(RunLog out) throws IOException {
    out.trackerRunId(id);
    tellDamage(out);
    params(out);
    if (configuration.origin() != null) {
      out.tag("origin", configuration.origin());
    }
    List<Objective> objectives = surroundings(out);
    RowPoints points = new RowPoints(out, MetricKind.METRIC, StepKind.ROW);
    Evaluation last = null;
    Double start = null;
    for (int i = 0; i < configuration.evaluations().size(); i++) {
      JsonValue value = configuration.evaluations().get(i).read(evaluations());
      last = kind.evaluation(value);
      if (last == null) {
        throw new IOException("it was rewritten meanwhile; sync again");
      }
      start = start == null ? last.start() : start;
      points(i, last, objectives, points, out);
    }
    points.tellLeftOut(evaluations());
    if (last != null) {
      out.status(last.status());
      if (kind != SearchKind.DEEPCAVE) {
        out.startedAt(stated(start));
        out.endedAt(stated(last.end()));
      }
    }
  }

  /** SMAC writes 0 for what did not happen yet, such as the start of what it only handed out. */
  private static @Nullable Instant stated(@Nullable Double seconds) {
    return seconds == null || seconds == 0 ? null : IsoTimes.instant(seconds);
  }

  private Path evaluations() {
    return folder.resolve(kind.evaluations());
  }

  private void tellDamage(RunLog out) {
    if (told == null) {
      return;
    }
    if (told.damage() != null) {
      out.problem(
          Problem.Kind.CORRUPT,
          evaluations(),
          -1,
          "The search could be read in part only: " + told.damage(),
          null);
    }
    if (told.foreign() > 0) {
      out.problem(
          Problem.Kind.UNSUPPORTED,
          evaluations(),
          -1,
          told.foreign() + " entries are no evaluations of a known form",
          null);
    }
  }

  private void params(RunLog out) throws IOException {
    Slice slice = configuration.values();
    if (slice == null) {
      return;
    }
    JsonValue value = slice.read(folder.resolve(kind.configs()));
    JsonValue values = kind == SearchKind.BOHB ? value.elements().get(1) : value;
    DocumentParams params = new DocumentParams(out, ".", ParamOrigin.SWEEP);
    values.entries().forEach(params::put);
    if (kind == SearchKind.BOHB && value.elements().size() > 2) {
      value
          .elements()
          .get(2)
          .entries()
          .forEach((key, each) -> out.tag("bohb." + key, each.asText()));
    }
  }

  private void points(
      int index, Evaluation each, List<Objective> objectives, RowPoints points, RunLog out) {
    boolean isAbsolute = kind != SearchKind.DEEPCAVE && each.end() != null && each.end() > 0;
    long time = isAbsolute && each.end() != null ? IsoTimes.micros(each.end()) : RunSink.NO_TIME;
    for (int i = 0; i < each.costs().size(); i++) {
      Objective objective =
          i < objectives.size() ? objectives.get(i) : new Objective("cost" + i, "min");
      Double cost = each.costs().get(i).number();
      if (cost != null) {
        out.metric(
            new MetricDefinition(
                MetricKind.METRIC,
                objective.name(),
                StepKind.ROW,
                each.budget() == null ? null : "budget",
                objective.direction(),
                kind.tracker(),
                null,
                null));
        points.number(objective.name(), index, time, cost);
      }
    }
    number(points, "budget", index, time, each.budget());
    number(points, "seed", index, time, each.seed());
    number(points, "time", index, time, each.seconds());
    number(points, "cpu_time", index, time, each.cpuSeconds());
    info(index, each, points, time, out);
    if (!each.instance().isNull()) {
      out.tag("instance." + index, each.instance().asText());
    }
    if (!each.rawStatus().matches("SUCCESS|1")) {
      out.tag("status." + index, each.rawStatus());
    }
  }

  private static void info(int index, Evaluation each, RowPoints points, long time, RunLog out) {
    if (each.info().text() != null) {
      out.tag("info." + index, each.info().asText());
    }
    each.info()
        .entries()
        .forEach(
            (key, value) -> {
              if (value instanceof JsonValue.Text || value instanceof JsonValue.Array) {
                out.tag("info." + index + '.' + key, value.asText());
              } else {
                points.value("info/" + key, value, index, time);
              }
            });
  }

  private static void number(
      RowPoints points, String key, long index, long time, @Nullable Double value) {
    if (value != null) {
      points.number(key, index, time, value);
    }
  }

  /** Reads what the runs of a search share, and returns its objectives. */
  private List<Objective> surroundings(RunLog out) {
    JsonValue space = LogFiles.json(folder.resolve(SearchKind.SPACE), out);
    for (JsonValue parameter : space.get("hyperparameters").elements()) {
      SearchDimension dimension = ConfigSpaces.dimension(parameter);
      if (dimension != null) {
        out.searchDimension(dimension);
      }
    }
    JsonValue scenario = LogFiles.json(folder.resolve(SearchKind.SCENARIO), out);
    String name = scenario.get("name").text();
    Path own = folder.getFileName();
    out.groupName(name == null ? own == null ? null : own.toString() : name);
    scenario
        .entries()
        .forEach(
            (key, value) -> {
              if (!key.equals("_meta") && !value.isNull()) {
                out.environment("search", key, value.asText());
              }
            });
    JsonValue meta = scenario.get("_meta");
    if (meta.get("version").text() != null) {
      out.environment("package", "smac", meta.get("version").asText());
    }
    meta.entries()
        .forEach(
            (key, value) -> {
              if (value.get("name").text() != null) {
                out.environment("search", key, value.get("name").asText());
              }
            });
    oldScenario(out);
    return objectives(scenario, out);
  }

  private void oldScenario(RunLog out) {
    Path file = folder.resolve(SearchKind.OLD_SCENARIO);
    if (!Files.exists(file)) {
      return;
    }
    for (String line : LogFiles.head(file, 1 << 16).split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        out.environment(
            "search", line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
  }

  private List<Objective> objectives(JsonValue scenario, RunLog out) {
    List<Objective> objectives = new ArrayList<>();
    JsonValue named = scenario.get("objectives");
    if (named.text() != null) {
      objectives.add(new Objective(named.asText(), "min"));
    }
    named.elements().forEach(each -> objectives.add(new Objective(each.asText(), "min")));
    if (kind == SearchKind.DEEPCAVE) {
      JsonValue meta = LogFiles.json(folder.resolve(SearchKind.META), out);
      for (JsonValue each : meta.get("objectives").elements()) {
        String better = "upper".equals(each.get("optimize").text()) ? "max" : "min";
        String name = each.get("name").text();
        objectives.add(new Objective(name == null ? each.asText() : name, better));
      }
    }
    if (objectives.isEmpty()) {
      objectives.add(new Objective(kind == SearchKind.BOHB ? "loss" : "cost", "min"));
    }
    return objectives;
  }
}
