package dev.almanac.bench.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes runs as Lightning's {@code CSVLogger} leaves them: {@code version_N/metrics.csv} with a
 * column for the step and one for each of 5 metrics, and {@code hparams.yaml}.
 *
 * @param steps rows of each file
 * @param columns which columns the files have
 */
public record LightningCsvGenerator(int steps, Columns columns) implements RunGenerator {

  /** Number of metrics of each run. */
  public static final int KEYS = MlflowStoreGenerator.KEYS;

  /** Tasks that a metric's name may end in. */
  private static final int TASKS = 8;

  /** Which columns the files have. */
  public enum Columns {
    /** The same in all files. */
    EQUAL,
    /** Five of 40 in each file: hardly two files next to each other have the same. */
    DIFFERENT
  }

  @Override
  public void write(Path root, int index) throws IOException {
    SyntheticRun run = new SyntheticHistory(steps).run(index);
    Path folder =
        Files.createDirectories(root.resolve("lightning_logs").resolve("version_" + index));
    try (BufferedWriter file = create(folder.resolve("metrics.csv"))) {
      rows(run, columns(run, index), file);
    }
    try (BufferedWriter file = create(folder.resolve("hparams.yaml"))) {
      for (Map.Entry<String, String> param : run.params().entrySet()) {
        file.write(param.getKey() + ": " + param.getValue() + "\n");
      }
    }
  }

  private static BufferedWriter create(Path file) throws IOException {
    return Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
  }

  /** Returns the columns by name, the one of the step, which has no values, among them. */
  private Map<String, double[]> columns(SyntheticRun run, int index) {
    Map<String, double[]> byName = new TreeMap<>();
    byName.put("step", new double[0]);
    int metric = 0;
    for (Map.Entry<String, double[]> each : run.metrics().entrySet()) {
      metric++;
      String task = columns == Columns.EQUAL ? "" : "/task_" + (index * metric + metric) % TASKS;
      byName.put(each.getKey() + task, each.getValue());
    }
    return byName;
  }

  private void rows(SyntheticRun run, Map<String, double[]> byName, BufferedWriter file)
      throws IOException {
    file.write(String.join(",", byName.keySet()));
    file.write('\n');
    List<String> cells = new ArrayList<>();
    for (int step = 0; step < run.steps(); step++) {
      cells.clear();
      for (double[] values : byName.values()) {
        cells.add(values.length == 0 ? String.valueOf(step) : PythonText.of(values[step]));
      }
      file.write(String.join(",", cells));
      file.write('\n');
    }
  }
}
