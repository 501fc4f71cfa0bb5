package dev.almanac.ingest.optuna;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a trial into Almanac's words. Pure but for the sink. */
final class OptunaMapping {

  /** The tracker. */
  static final String TRACKER = "optuna";

  /** The metric of values that a trial reports on its way. */
  static final String INTERMEDIATE = "intermediate_value";

  private static final String SYSTEM = "system:";

  private final OptunaTimes times;
  private final @Nullable String version;
  private final RunSink sink;
  private final String location;

  /**
   * Prepares.
   *
   * @param version version of Optuna that wrote the storage, or null
   * @param location where the trials are, for problems
   */
  OptunaMapping(OptunaTimes times, @Nullable String version, RunSink sink, String location) {
    this.times = times;
    this.version = version;
    this.sink = sink;
    this.location = location;
  }

  /** Delivers everything about one trial. */
  void deliver(Trial trial) {
    Study study = trial.study();
    Instant ended = times.instant(trial.completed());
    int run =
        sink.begin(
            Run.builder(trial.runId(), TRACKER, study.name(), Long.toString(study.id()))
                .trackerRunId(Long.toString(trial.number()))
                .name("trial " + trial.number())
                .status(status(trial.state()))
                .startedAt(times.instant(trial.started()))
                .endedAt(ended)
                .groupName(study.name())
                .build());
    params(run, trial);
    values(run, trial, ended);
    intermediates(run, trial);
    attributes(run, trial);
    study(run, study);
    environment(run, trial);
  }

  /** A pruned trial was stopped on purpose before its end: killed. */
  static RunStatus status(String state) {
    return switch (state) {
      case "RUNNING" -> RunStatus.RUNNING;
      case "COMPLETE" -> RunStatus.FINISHED;
      case "PRUNED" -> RunStatus.KILLED;
      case "FAIL" -> RunStatus.FAILED;
      case "WAITING" -> RunStatus.SCHEDULED;
      default -> RunStatus.UNKNOWN;
    };
  }

  private void params(int run, Trial trial) {
    for (Map.Entry<String, Trial.Param> each : trial.params().entrySet()) {
      String key = each.getKey();
      Trial.Param param = each.getValue();
      Distribution.Value value = null;
      String why = "its index stands for none of the choices";
      try {
        Distribution distribution = Distribution.parse(param.distribution());
        value = distribution.value(param.internal());
        sink.searchDimension(run, distribution.dimension(key));
      } catch (IOException odd) {
        why = String.valueOf(odd.getMessage());
      }
      if (value == null) {
        problem(trial, "Cannot read the param " + key + ": " + why, param.distribution());
      } else {
        sink.param(run, key, value.text(), value.type(), ParamOrigin.LOGGED);
      }
    }
  }

  private void values(int run, Trial trial, @Nullable Instant ended) {
    List<String> names = trial.study().metricNames();
    for (int objective = 0; objective < names.size(); objective++) {
      String name = names.get(objective);
      MetricDefinition steps = MetricDefinition.steps(MetricKind.METRIC, name, StepKind.ROW);
      String direction = trial.study().direction(objective);
      sink.metric(run, direction == null ? steps : steps.withDirection(direction, "study"));
      Double value = trial.values().get((long) objective);
      if (value != null) {
        int key = sink.key(MetricKind.METRIC, name);
        sink.point(run, key, 0, micros(trial, ended), value);
        sink.reported(run, key, value);
      }
    }
  }

  private long micros(Trial trial, @Nullable Instant instant) {
    if (instant == null) {
      return RunSink.NO_TIME;
    }
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    } catch (ArithmeticException beyond) {
      sink.problem(
          new Problem(
              Problem.Kind.ALTERED,
              trial.runId(),
              location,
              trial.id(),
              "The time of the end does not fit into microseconds and is left out",
              trial.completed()));
      return RunSink.NO_TIME;
    }
  }

  private void intermediates(int run, Trial trial) {
    if (trial.intermediates().isEmpty()) {
      return;
    }
    MetricDefinition steps = MetricDefinition.steps(MetricKind.METRIC, INTERMEDIATE, StepKind.STEP);
    // Optuna prunes single-objective studies alone, by the direction of the objective.
    String direction = trial.study().objectives() == 1 ? trial.study().direction(0) : null;
    sink.metric(
        run, direction == null ? steps : steps.withDirection(direction, "study, on the way"));
    int key = sink.key(MetricKind.METRIC, INTERMEDIATE);
    for (Trial.Intermediate each : trial.intermediates()) {
      sink.point(run, key, each.step(), RunSink.NO_TIME, each.value());
    }
  }

  private void attributes(int run, Trial trial) {
    Set<String> taken = new HashSet<>(trial.study().metricNames());
    taken.add(INTERMEDIATE);
    trial
        .userAttributes()
        .forEach(
            (key, value) -> {
              sink.tag(run, key, value.asText());
              if (value instanceof JsonValue.Num number && taken.add(key)) {
                sink.reported(run, sink.key(MetricKind.METRIC, key), number.value());
              }
            });
    trial.systemAttributes().forEach((key, value) -> sink.tag(run, SYSTEM + key, value.asText()));
    Long retried = trial.systemAttributes().getOrDefault("failed_trial", JsonValue.NULL).integer();
    if (retried != null) {
      String other = trial.study().name() + "/" + retried;
      sink.lineage(run, new LineageEdge(LineageEdge.Relation.RETRY, other, null));
    }
  }

  private void study(int run, Study study) {
    study.userAttributes().forEach((key, value) -> sink.projectTag(run, key, value.asText()));
    study
        .systemAttributes()
        .forEach((key, value) -> sink.projectTag(run, SYSTEM + key, value.asText()));
  }

  private void environment(int run, Trial trial) {
    sink.environment(run, new EnvironmentFact("time", "zone", times.basis()));
    if (version != null) {
      sink.environment(run, new EnvironmentFact("package", "optuna", version));
    }
    if (trial.heartbeat() != null) {
      Instant beat = times.instant(trial.heartbeat());
      if (beat != null) {
        sink.environment(run, new EnvironmentFact("time", "heartbeat", beat.toString()));
      }
    }
  }

  private void problem(Trial trial, String reason, String raw) {
    sink.problem(
        new Problem(Problem.Kind.CORRUPT, trial.runId(), location, trial.id(), reason, raw));
  }
}
