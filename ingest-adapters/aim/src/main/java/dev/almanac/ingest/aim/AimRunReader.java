package dev.almanac.ingest.aim;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one run of a repository into a sink. A tree that cannot be read costs only itself. */
final class AimRunReader {

  private static final String SYSTEM_PARAMS = "__system_params";
  private static final String SYSTEM_METRIC = "__system__";
  private static final double MICROS = 1e6;

  private final Path repository;
  private final String hash;
  private final RunFacts facts;
  private final RunSink sink;
  private final Attributes attributes = new Attributes();
  private final Map<Long, Attributes> contexts = new TreeMap<>();
  private @Nullable Double endTime;
  private int handle;

  AimRunReader(Path repository, String hash, RunFacts facts, RunSink sink) {
    this.repository = repository;
    this.hash = hash;
    this.facts = facts;
    this.sink = sink;
  }

  /** Delivers everything the run holds. */
  void read() throws IOException {
    List<Problem> early = new ArrayList<>();
    Path meta = repository.resolve("meta/chunks").resolve(hash);
    try (AimTree tree = AimTree.open(meta)) {
      tree.visit(AimKey.prefix("meta", "chunks", hash), new MetaVisitor(early));
    } catch (IOException unreadable) {
      early.add(
          problem("meta/chunks/" + hash, "Cannot read the run's facts: " + message(unreadable)));
    }
    handle = sink.begin(run());
    early.forEach(sink::problem);
    deliverFacts();
    readSeries();
  }

  private final class MetaVisitor implements AimTree.Visitor {
    private final List<Problem> problems;

    MetaVisitor(List<Problem> problems) {
      this.problems = problems;
    }

    @Override
    public void entry(AimKey key, AimValue value) {
      String first = key.text(0);
      if ("attrs".equals(first)) {
        attributes.add(new AimKey(key.parts().subList(1, key.size())), value);
      } else if ("contexts".equals(first) && key.number(1) != null) {
        contexts
            .computeIfAbsent(number(key, 1), absent -> new Attributes())
            .add(new AimKey(key.parts().subList(2, key.size())), value);
      } else if ("end_time".equals(first) && key.size() == 1) {
        endTime = value.number();
      }
    }

    @Override
    public void malformed(byte[] key, IOException reason) {
      problems.add(problem("meta/chunks/" + hash, "Cannot read an entry: " + message(reason)));
    }
  }

  private static long number(AimKey key, int index) {
    Long number = key.number(index);
    return number == null ? 0 : number;
  }

  private Run run() {
    String experiment = facts.experiment() == null ? "default" : facts.experiment();
    return Run.builder(
            hash,
            AimSourceFactory.KIND,
            experiment,
            facts.experimentId() == null ? experiment : facts.experimentId())
        .name(facts.name())
        .description(facts.description())
        .deleted(facts.archived())
        .status(status())
        .startedAt(created(facts.createdAt()))
        .endedAt(instant(endTime))
        .build();
  }

  /** Aim knows whether a run was closed, not how it went. */
  private RunStatus status() {
    if (endTime != null) {
      return RunStatus.FINISHED;
    }
    return Files.exists(repository.resolve("meta/progress").resolve(hash))
        ? RunStatus.RUNNING
        : RunStatus.UNKNOWN;
  }

  /** Aim's SQLite file holds UTC without saying so ({@code datetime.utcnow}). */
  private static @Nullable Instant created(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException odd) {
      return null;
    }
  }

  private static @Nullable Instant instant(@Nullable Double seconds) {
    boolean fits = seconds != null && Math.abs(seconds) < 1e11;
    return fits && seconds != null
        ? Instant.EPOCH.plus((long) (seconds * MICROS), ChronoUnit.MICROS)
        : null;
  }

  private void deliverFacts() {
    for (Attributes.Attribute each : attributes.without(SYSTEM_PARAMS)) {
      sink.param(handle, each.key(), each.text(), each.type(), ParamOrigin.LOGGED);
    }
    for (String tag : facts.tags()) {
      sink.tag(handle, tag, "");
    }
    for (int i = 0; i < facts.notes().size(); i++) {
      sink.tag(handle, "note " + (i + 1), facts.notes().get(i));
    }
    deliver("package", "packages");
    deliver("git", "git_info");
    String executable = attributes.text(SYSTEM_PARAMS, "executable");
    if (executable != null) {
      sink.environment(handle, new EnvironmentFact("python", "executable", executable));
    }
    int hidden = attributes.below(SYSTEM_PARAMS, "env_variables").size();
    if (hidden > 0) {
      String said = hidden + " left out: they may hold secrets";
      sink.environment(handle, new EnvironmentFact("os", "environment variables", said));
    }
    for (Attributes.Attribute each : attributes.below(SYSTEM_PARAMS)) {
      if (each.key().equals("arguments")) {
        sink.environment(handle, new EnvironmentFact("command", "arguments", each.text()));
      }
    }
    sink.identity(handle, new RunIdentity(RunIdentity.Kind.AIM, hash));
  }

  private void deliver(String kind, String name) {
    for (Attributes.Attribute each : attributes.below(SYSTEM_PARAMS, name)) {
      sink.environment(handle, new EnvironmentFact(kind, each.key(), each.text()));
    }
  }

  private void readSeries() {
    Path folder = repository.resolve("seqs/chunks").resolve(hash);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (AimTree tree = AimTree.open(folder)) {
      SeriesVisitor numbers = new SeriesVisitor(Series.Numbering.BY_HASH);
      tree.visit(AimKey.prefix("seqs", "v2", "chunks", hash), numbers);
      numbers.flush();
      SeriesVisitor objects = new SeriesVisitor(Series.Numbering.BY_STEP);
      tree.visit(AimKey.prefix("seqs", "chunks", hash), objects);
      objects.flush();
    } catch (IOException unreadable) {
      sink.problem(
          problem("seqs/chunks/" + hash, "Cannot read the run's metrics: " + message(unreadable)));
    }
  }

  /** Gathers the columns of one series after another: context, name, column, row. */
  private final class SeriesVisitor implements AimTree.Visitor {
    private final Series.Numbering numbering;
    private Series series = new Series();
    private @Nullable String name;
    private long context;

    SeriesVisitor(Series.Numbering numbering) {
      this.numbering = numbering;
    }

    @Override
    public void entry(AimKey key, AimValue value) {
      Long newContext = key.number(0);
      String newName = key.text(1);
      String column = key.text(2);
      Long row = key.number(3);
      if (newContext == null || newName == null || column == null || row == null) {
        return;
      }
      if (!newName.equals(name) || newContext != context) {
        flush();
        name = newName;
        context = newContext;
      }
      if (key.size() == 4 && value instanceof AimValue.CustomStart custom) {
        artifact(newName, newContext, row, custom.name());
      } else if (key.size() == 4) {
        series.cell(column, row, value);
      }
    }

    @Override
    public void malformed(byte[] key, IOException reason) {
      sink.problem(problem("seqs/chunks/" + hash, "Cannot read an entry: " + message(reason)));
    }

    void flush() {
      if (name != null && series.size() > 0) {
        deliver(name, context, series, numbering);
      }
      series = new Series();
    }
  }

  private void artifact(String name, long context, long step, String type) {
    String kind = type.startsWith("aim.") ? type.substring("aim.".length()) : type;
    sink.artifact(handle, new Artifact(key(name, context) + "/" + step, kind, null, null, null));
  }

  private void deliver(String name, long context, Series series, Series.Numbering numbering) {
    boolean isSystem = name.startsWith(SYSTEM_METRIC);
    MetricKind kind = isSystem ? MetricKind.SYSTEM : MetricKind.METRIC;
    String key = key(isSystem ? name.substring(SYSTEM_METRIC.length()) : name, context);
    int[] epochHandle = {-1};
    int[] metric = {-1};
    series.visit(
        numbering,
        (step, time, value, epoch) -> {
          if (metric[0] < 0) {
            metric[0] = sink.key(kind, key);
          }
          long micros = Double.isNaN(time) ? RunSink.NO_TIME : (long) (time * MICROS);
          sink.point(handle, metric[0], step, micros, value);
          if (!Double.isNaN(epoch)) {
            if (epochHandle[0] < 0) {
              epochHandle[0] = sink.key(kind, key + ".epoch");
            }
            sink.point(handle, epochHandle[0], step, micros, epoch);
          }
        });
    if (metric[0] >= 0) {
      sink.metric(handle, MetricDefinition.steps(kind, key, StepKind.STEP));
      if (series.size() > Series.MAX_SORTED) {
        sink.problem(
            new Problem(
                Problem.Kind.ALTERED,
                hash,
                "seqs/chunks/" + hash,
                -1,
                "The " + series.size() + " points of " + key + " are too many to be put in order",
                null));
      }
    }
  }

  /** A metric's key is its name and its context: {@code loss{subset=val}}. */
  private String key(String name, long context) {
    Attributes named = contexts.get(context);
    if (named == null) {
      return name;
    }
    StringBuilder key = new StringBuilder(name);
    String separator = "{";
    for (Attributes.Attribute each : named.without()) {
      key.append(separator).append(each.key()).append('=').append(each.text());
      separator = ",";
    }
    return separator.equals("{") ? name : key.append('}').toString();
  }

  private Problem problem(String location, String reason) {
    return new Problem(Problem.Kind.CORRUPT, hash, location, -1, reason, null);
  }

  private static String message(IOException exception) {
    byte[] bytes = String.valueOf(exception.getMessage()).getBytes(StandardCharsets.UTF_8);
    return new String(bytes, 0, Math.min(bytes.length, 300), StandardCharsets.UTF_8);
  }
}
