package dev.almanac.ingest.logs.huggingface;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One run of the Hugging Face Trainer: what lies in its output folder. */
final class TrainerLog implements Log {

  private static final List<String> RESULTS =
      List.of(
          "all_results.json",
          "train_results.json",
          "eval_results.json",
          "test_results.json",
          "predict_results.json");

  private final LogFolder folder;
  private final Path state;
  private final Set<Path> checkpoints;
  private final List<Path> files;

  TrainerLog(LogFolder folder, Path state, Set<Path> checkpoints) throws IOException {
    this.folder = folder;
    this.state = state;
    this.checkpoints = checkpoints;
    this.files = files(folder, checkpoints);
  }

  private static List<Path> files(LogFolder folder, Set<Path> checkpoints) throws IOException {
    Set<Path> all = new TreeSet<>();
    folder.files().forEach(name -> all.add(folder.resolve(name)));
    for (Path checkpoint : checkpoints) {
      LogFolder below = folder.child(checkpoint.getFileName().toString());
      below.files().forEach(name -> all.add(below.resolve(name)));
    }
    return List.copyOf(all);
  }

  @Override
  public Role role() {
    return Role.RUN;
  }

  @Override
  public Path folder() {
    return folder.path();
  }

  @Override
  public List<Path> files() {
    return files;
  }

  @Override
  public Set<Path> claimed() {
    return checkpoints;
  }

  /** The Trainer rewrites its keys for TensorBoard: {@code rewrite_logs} in its integrations. */
  @Override
  public String ownKey(String tracker, String key) {
    if (tracker.equals("tensorboard")) {
      if (key.startsWith("eval/")) {
        return "eval_" + key.substring("eval/".length());
      }
      if (key.startsWith("test/")) {
        return "test_" + key.substring("test/".length());
      }
      if (key.startsWith("train/")) {
        return key.substring("train/".length());
      }
    }
    return key;
  }

  /** What goes to TensorBoard is what goes into the history, rounded to 32 bits. */
  @Override
  public boolean completes(String tracker) {
    return tracker.equals("tensorboard");
  }

  /** JSON holds doubles, an event file floats. */
  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public void read(RunLog out) throws IOException {
    Map<String, JsonValue> arguments = arguments(out);
    direction(arguments, out);
    IOException broken = null;
    TrainerState history = new TrainerState(state, out);
    try {
      history.read();
    } catch (IOException unreadable) {
      broken = unreadable;
    }
    history.tell(folder.path());
    DocumentParams params = new DocumentParams(out, "/", ParamOrigin.LOGGED);
    arguments.forEach(params::put);
    configs(out);
    results(out);
    artifacts(out);
    if (broken != null) {
      throw broken;
    }
  }

  private Map<String, JsonValue> arguments(RunLog out) {
    for (Path place : places()) {
      Path file = place.resolve("training_args.bin");
      if (Files.isRegularFile(file)) {
        try {
          return TrainingArgumentsFile.read(file);
        } catch (IOException unreadable) {
          LogFiles.tell(file, unreadable, out);
        }
      }
    }
    return Map.of();
  }

  /** The run's folder, then the checkpoint that was read, then the others. */
  private List<Path> places() {
    Set<Path> places = new java.util.LinkedHashSet<>();
    places.add(folder.path());
    Path furthest = state.getParent();
    if (furthest != null) {
      places.add(furthest);
    }
    places.addAll(checkpoints);
    return new ArrayList<>(places);
  }

  private static void direction(Map<String, JsonValue> arguments, RunLog out) {
    JsonValue best = arguments.getOrDefault("metric_for_best_model", JsonValue.NULL);
    JsonValue greater = arguments.getOrDefault("greater_is_better", JsonValue.NULL);
    String metric = best.text();
    if (metric != null && greater instanceof JsonValue.Bool isBetter) {
      String key = metric.startsWith("eval_") ? metric : "eval_" + metric;
      out.metric(
          MetricDefinition.steps(MetricKind.METRIC, key, StepKind.STEP)
              .withDirection(isBetter.value() ? "max" : "min", "greater_is_better"));
    }
  }

  private void configs(RunLog out) {
    Map<String, String> documents = new LinkedHashMap<>();
    documents.put("config.json", "model_config/"); // As the Trainer calls it in TensorBoard.
    documents.put("adapter_config.json", "adapter/");
    documents.put("generation_config.json", "generation/");
    documents.forEach(
        (name, prefix) -> {
          for (Path place : places()) {
            if (Files.isRegularFile(place.resolve(name))) {
              DocumentParams params = new DocumentParams(out, "/", ParamOrigin.CONFIG);
              LogFiles.json(place.resolve(name), out)
                  .entries()
                  .forEach((key, value) -> params.put(prefix + key, value));
              return;
            }
          }
        });
  }

  private void results(RunLog out) {
    for (String name : RESULTS) {
      LogFiles.json(folder.resolve(name), out)
          .entries()
          .forEach(
              (key, value) -> {
                Double number = value.number();
                if (number != null) {
                  out.reported(MetricKind.METRIC, key, number);
                } else {
                  out.tag(name.replace(".json", "") + "/" + key, value.asText());
                }
              });
    }
  }

  private void artifacts(RunLog out) {
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.contains("tfevents") || name.equals("training_args.bin")) {
        continue;
      }
      String kind = checkpoints.contains(file.getParent()) ? "checkpoint" : kind(name);
      try {
        String path = folder.path().relativize(file).toString().replace('\\', '/');
        out.artifact(new Artifact(path, kind, Files.size(file), null, null));
      } catch (IOException gone) {
        // A file that vanishes between the two looks was not there.
      }
    }
  }

  private static String kind(String name) {
    return name.endsWith(".safetensors") || name.endsWith(".bin") ? "model" : "file";
  }
}
