package dev.almanac.bench.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes a folder {@code mlruns} as MLflow 3.17.2 lays it out. Not safe for several threads. */
final class FileStore implements MlflowStore {

  private static final long FIRST_EXPERIMENT_ID = 314_159_265_358_979_001L;

  private final Path root;

  private FileStore(Path root) {
    this.root = root;
  }

  static FileStore create(Path root, List<String> experiments) throws IOException {
    FileStore store = new FileStore(root);
    store.experiment("0", "Default");
    for (int index = 0; index < experiments.size(); index++) {
      store.experiment(String.valueOf(FIRST_EXPERIMENT_ID + index), experiments.get(index));
    }
    return store;
  }

  static FileStore open(Path root) {
    return new FileStore(root);
  }

  private void experiment(String id, String name) throws IOException {
    Path folder = Files.createDirectories(root.resolve(id));
    write(
        folder.resolve("meta.yaml"),
        """
        artifact_location: mlflow-artifacts:/%1$s
        creation_time: 1767600000000
        experiment_id: '%1$s'
        last_update_time: 1767600000000
        lifecycle_stage: active
        name: %2$s
        """
            .formatted(id, name));
  }

  @Override
  public void add(SyntheticRun run) throws IOException {
    String experiment = String.valueOf(FIRST_EXPERIMENT_ID + run.experiment());
    Path folder = root.resolve(experiment).resolve(run.id());
    Files.createDirectories(folder.resolve("artifacts"));
    texts(folder.resolve("params"), run.params());
    texts(folder.resolve("tags"), MlflowStore.tags(run));
    Path metrics = Files.createDirectories(folder.resolve("metrics"));
    for (Map.Entry<String, double[]> metric : run.metrics().entrySet()) {
      history(metrics.resolve(metric.getKey()), run.times(), metric.getValue());
    }
    write(folder.resolve("meta.yaml"), meta(run, experiment));
  }

  private static String meta(SyntheticRun run, String experiment) {
    return """
    artifact_uri: mlflow-artifacts:/%1$s/%2$s/artifacts
    end_time: %3$d
    entry_point_name: ''
    experiment_id: '%1$s'
    lifecycle_stage: active
    run_id: %2$s
    run_name: %4$s
    source_name: ''
    source_type: 4
    source_version: ''
    start_time: %5$d
    status: %6$d
    tags: []
    user_id: bench
    """
        .formatted(
            experiment,
            run.id(),
            run.endMillis(),
            run.name(),
            run.startMillis(),
            run.failed() ? 4 : 3);
  }

  private static void texts(Path folder, Map<String, String> values) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> value : values.entrySet()) {
      write(folder.resolve(value.getKey()), value.getValue());
    }
  }

  private static void history(Path file, long[] times, double[] values) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int step = 0; step < times.length; step++) {
        String line = times[step] + " " + PythonText.of(values[step]) + " " + step + "\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {}
}
