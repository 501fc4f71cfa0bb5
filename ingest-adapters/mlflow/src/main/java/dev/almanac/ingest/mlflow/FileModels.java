package dev.almanac.ingest.mlflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The logged models of one experiment of a file store, by the runs that they concern: the run that
 * made a model, and every run that logged a metric of it.
 */
final class FileModels {

  private final Map<String, List<LoggedModel>> byRun = new HashMap<>();
  private final Map<String, Fingerprint> fingerprints = new HashMap<>();

  private FileModels() {}

  /** Reads all models of an experiment; {@code problems} belong to no run. */
  static FileModels read(Path experiment, ProblemLog problems) throws IOException {
    FileModels models = new FileModels();
    for (Path folder : FileStoreLayout.folders(experiment.resolve(FileStoreLayout.MODELS))) {
      models.readOne(folder, problems);
    }
    return models;
  }

  private void readOne(Path folder, ProblemLog problems) throws IOException {
    Path file = folder.resolve(FileStoreLayout.META);
    LoggedModel model;
    try {
      model = model(folder, MetaYaml.parse(FileTexts.bytes(file)));
    } catch (IOException unreadable) {
      problems.corrupt(file, "Cannot read the logged model: " + FileRunReader.reason(unreadable));
      return;
    } catch (IllegalArgumentException notYaml) {
      problems.corrupt(file, "Cannot read the logged model: " + notYaml.getMessage());
      return;
    }
    Fingerprint fingerprint = new Fingerprint();
    model.addTo(fingerprint);
    for (ArtifactFolder.Entry entry : ArtifactFolder.files(folder)) {
      boolean metric = entry.path().startsWith(FileStoreLayout.METRICS + "/");
      fingerprint.row("model_file", entry.path(), entry.size(), metric ? entry.modifiedNanos() : 0);
    }
    for (String runId : runs(folder, model)) {
      byRun.computeIfAbsent(runId, absent -> new ArrayList<>()).add(model);
      fingerprints.computeIfAbsent(runId, absent -> new Fingerprint()).rows(fingerprint);
    }
  }

  private static Set<String> runs(Path folder, LoggedModel model) throws IOException {
    Set<String> runs = new LinkedHashSet<>();
    if (model.sourceRunId() != null) {
      runs.add(model.sourceRunId());
    }
    KeyFiles.walk(
        folder.resolve(FileStoreLayout.METRICS),
        (key, file) ->
            new MetricFile(
                    file, MetricLine.Owner.MODEL, new ProblemLog(folder, null, ignored -> {}))
                .read(MetricFile.LiveState.LIVE, line -> runs.add(String.valueOf(line.runId()))));
    return runs;
  }

  private static LoggedModel model(Path folder, MetaYaml meta) throws IOException {
    Map<String, String> params = new TreeMap<>(meta.map(FileStoreLayout.PARAMS));
    params.putAll(texts(folder.resolve(FileStoreLayout.PARAMS)));
    Map<String, String> tags = new TreeMap<>(meta.map(FileStoreLayout.TAGS));
    tags.putAll(texts(folder.resolve(FileStoreLayout.TAGS)));
    return new LoggedModel(
        FileStoreLayout.name(folder),
        meta.text("name"),
        MlflowMapping.firstNonEmpty(meta.text("source_run_id"), null),
        meta.text("model_type"),
        meta.text("status"),
        "deleted".equals(meta.text("lifecycle_stage")),
        meta.text("artifact_location"),
        params,
        tags);
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    KeyFiles.walk(folder, (key, file) -> found.put(key, FileTexts.text(FileTexts.bytes(file))));
    return found;
  }

  /** Returns the models that concern a run. */
  List<LoggedModel> of(String runId) {
    return byRun.getOrDefault(runId, List.of());
  }

  /** Adds everything that a run delivers of its models. */
  void addTo(Fingerprint fingerprint, String runId) {
    Fingerprint models = fingerprints.get(runId);
    if (models != null) {
      fingerprint.rows(models);
    }
  }
}
