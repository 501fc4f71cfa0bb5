package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      model = model(folder, MetaYaml.parse(FileTexts.bytes(file)), problems);
    } catch (IOException unreadable) {
      problems.corrupt(file, "Cannot read the logged model: " + FileTexts.reason(unreadable));
      return;
    } catch (IllegalArgumentException notYaml) {
      problems.corrupt(file, "Cannot read the logged model: " + notYaml.getMessage());
      return;
    }
    if (model.sourceRunId() != null) {
      concern(model.sourceRunId(), model, describe(folder, model));
    }
    KeyFiles.walk(
        folder.resolve(FileStoreLayout.METRICS), (key, metric) -> addPoints(key, metric, model));
  }

  /** Fingerprints what the run that made a model delivers of it. */
  private static Fingerprint describe(Path folder, LoggedModel model) throws IOException {
    Fingerprint fingerprint = new Fingerprint();
    model.addTo(fingerprint);
    for (ArtifactFolder.Entry entry :
        ArtifactFolder.files(folder.resolve(FileStoreLayout.ARTIFACTS))) {
      long nanos = PackageFiles.isPackageFile(entry) ? entry.modifiedNanos() : 0;
      fingerprint.row("model_file", entry.path(), entry.size(), nanos);
    }
    return fingerprint;
  }

  /** Fingerprints the points of a model's metric, each for the run that logged it. */
  private void addPoints(String key, Path metric, LoggedModel model) throws IOException {
    new MetricFile(metric, MetricLine.Owner.MODEL, ProblemLog.IGNORING)
        .read(
            MetricFile.LiveState.LIVE,
            line ->
                concern(
                    String.valueOf(line.runId()),
                    model,
                    new Fingerprint()
                        .row(
                            "model_point",
                            key,
                            Long.toString(line.timeMillis()),
                            Long.toString(line.step()),
                            Double.toString(line.value()))));
  }

  private void concern(String runId, LoggedModel model, Fingerprint fingerprint) {
    List<LoggedModel> models = byRun.computeIfAbsent(runId, absent -> new ArrayList<>());
    if (!models.contains(model)) {
      models.add(model);
    }
    fingerprints.computeIfAbsent(runId, absent -> new Fingerprint()).rows(fingerprint);
  }

  private static LoggedModel model(Path folder, MetaYaml meta, ProblemLog problems) {
    Map<String, String> params = new TreeMap<>(meta.map(FileStoreLayout.PARAMS));
    params.putAll(KeyTexts.read(folder.resolve(FileStoreLayout.PARAMS), problems));
    Map<String, String> tags = new TreeMap<>(meta.map(FileStoreLayout.TAGS));
    tags.putAll(KeyTexts.read(folder.resolve(FileStoreLayout.TAGS), problems));
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
