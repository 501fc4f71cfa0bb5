package dev.almanac.ingest.logs.kerastuner;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.SearchDimension.Scale;
import dev.almanac.ingest.SearchDimension.Type;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One trial of Keras Tuner. */
final class KerasTunerTrial implements Log {

  /** Hyperband's own controls, which it keeps among the hyperparameters. */
  private static final String CONTROL = "tuner/";

  private static final Map<String, RunStatus> STATUSES =
      Map.of(
          "RUNNING", RunStatus.RUNNING,
          "IDLE", RunStatus.SCHEDULED,
          "COMPLETED", RunStatus.FINISHED,
          "STOPPED", RunStatus.KILLED,
          "INVALID", RunStatus.FAILED,
          "FAILED", RunStatus.FAILED);

  private final Path folder;
  private final List<String> names;
  private final Path oracle;

  KerasTunerTrial(Path folder, List<String> names, Path oracle) {
    this.folder = folder;
    this.names = names;
    this.oracle = oracle;
  }

  @Override
  public Role role() {
    return Role.RUN;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public List<Path> files() {
    return Stream.concat(names.stream().map(folder::resolve), Stream.of(oracle)).toList();
  }

  @Override
  public boolean isLive() {
    return "RUNNING".equals(LogFiles.topText(folder.resolve(KerasTunerFormat.TRIAL), "status"));
  }

  @Override
  public void read(RunLog out) throws IOException {
    JsonValue trial = JsonText.parse(FileTexts.bytes(folder.resolve(KerasTunerFormat.TRIAL)));
    String id = trial.get("trial_id").text();
    out.trackerRunId(id);
    Path above = folder.getParent();
    Path group = above == null ? null : above.getFileName();
    out.groupName(group == null ? null : group.toString());
    String status = trial.get("status").text();
    out.status(STATUSES.getOrDefault(status == null ? "" : status, RunStatus.UNKNOWN));
    hyperparameters(trial.get("hyperparameters"), out);
    metrics(trial.get("metrics").get("metrics"), out);
    Double score = trial.get("score").number();
    if (score != null) {
      out.reported(MetricKind.METRIC, "score", score);
    }
    tag("best_step", trial.get("best_step"), out);
    tag("message", trial.get("message"), out);
    started(id, out);
    for (String name : names) {
      if (!name.equals(KerasTunerFormat.TRIAL)) {
        LogFiles.artifact(out, folder, name, "checkpoint");
      }
    }
  }

  private static void tag(String key, JsonValue value, RunLog out) {
    if (!value.isNull()) {
      out.tag(key, value.asText());
    }
  }

  /** The oracle notes when a trial began, in local time, if it was asked to show that. */
  private void started(@org.jspecify.annotations.Nullable String id, RunLog out)
      throws IOException {
    if (id != null) {
      JsonValue shown = LogFiles.json(oracle, out).get("display").get("trial_start").get(id);
      out.startedAt(IsoTimes.instant(shown.text(), out.zone()));
    }
  }

  private static void hyperparameters(JsonValue parameters, RunLog out) {
    DocumentParams params = new DocumentParams(out, "/", ParamOrigin.SWEEP);
    parameters
        .get("values")
        .entries()
        .forEach(
            (key, value) -> {
              if (key.startsWith(CONTROL)) {
                out.tag(key, value.asText());
              } else {
                params.put(key, value);
              }
            });
    for (JsonValue each : parameters.get("space").elements()) {
      String name = each.get("config").get("name").text();
      if (name != null && !name.startsWith(CONTROL)) {
        out.searchDimension(dimension(name, each));
      }
    }
  }

  /** Returns one hyperparameter of the space; sampling is null in old files where it is linear. */
  static SearchDimension dimension(String name, JsonValue declared) {
    JsonValue config = declared.get("config");
    String sampling = config.get("sampling").asText();
    Type type =
        switch (declared.get("class_name").asText()) {
          case "Float" -> Type.FLOAT;
          case "Int" -> Type.INT;
          case "Choice", "Boolean" -> Type.CATEGORICAL;
          case "Fixed" -> Type.CONSTANT;
          default -> Type.OTHER;
        };
    boolean isRange = type == Type.FLOAT || type == Type.INT;
    List<String> choices =
        switch (declared.get("class_name").asText()) {
          case "Boolean" -> List.of("true", "false");
          case "Fixed" -> List.of(config.get("value").asText());
          default -> config.get("values").elements().stream().map(JsonValue::asText).toList();
        };
    Scale scale = sampling.contains("log") ? Scale.LOG : Scale.LINEAR;
    return new SearchDimension(
        name,
        type,
        isRange ? scale : Scale.NONE,
        config.get("min_value").number(),
        config.get("max_value").number(),
        config.get("step").number(),
        choices,
        declared.toJson());
  }

  /** An observation has one value for each execution of the trial; all of them are points. */
  private static void metrics(JsonValue metrics, RunLog out) {
    metrics
        .entries()
        .forEach(
            (name, metric) -> {
              int key = out.key(MetricKind.METRIC, name);
              String direction = metric.get("direction").asText();
              MetricDefinition steps =
                  MetricDefinition.steps(MetricKind.METRIC, name, StepKind.EPOCH);
              boolean isStated = direction.equals("min") || direction.equals("max");
              out.metric(isStated ? steps.withDirection(direction, "keras-tuner") : steps);
              for (JsonValue observation : metric.get("observations").elements()) {
                Long step = observation.get("step").integer();
                for (JsonValue value : observation.get("value").elements()) {
                  Double number = value.number();
                  if (number != null) {
                    out.point(key, step == null ? 0 : step, RunSink.NO_TIME, number);
                  }
                }
              }
            });
  }
}
