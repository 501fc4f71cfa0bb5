package dev.almanac.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small MLflow file stores, laid out as MLflow 2 lays them out. */
public final class SmallStore {

  private final Path folder;
  private int runs;

  private SmallStore(Path folder) {
    this.folder = folder;
  }

  /** Begins a store with one experiment. */
  public static SmallStore in(Path folder, String experiment) {
    SmallStore store = new SmallStore(folder);
    store.write(
        "1/meta.yaml",
        "artifact_location: ''\nexperiment_id: '1'\nlifecycle_stage: active\nname: "
            + quoted(experiment)
            + "\n");
    return store;
  }

  /** Adds a finished run with one metric of two points and one param. */
  public SmallStore run(String name, String paramValue) {
    String id = String.format(java.util.Locale.ROOT, "%032x", ++runs);
    write(
        "1/" + id + "/meta.yaml",
        "artifact_uri: ''\nend_time: 1795000060000\nexperiment_id: '1'\nlifecycle_stage: active\n"
            + "run_id: "
            + id
            + "\nrun_name: "
            + quoted(name)
            + "\nsource_type: 4\nstart_time: 1795000000000\nstatus: 3\nuser_id: tester\n");
    write("1/" + id + "/metrics/val_loss", "1795000001000 0.5 0\n1795000002000 0.25 1\n");
    write("1/" + id + "/params/learning_rate", paramValue);
    write("1/" + id + "/tags/mlflow.runName", name);
    return this;
  }

  /** Adds a file at a path in the last run. */
  public SmallStore file(String path, String text) {
    write("1/" + String.format(java.util.Locale.ROOT, "%032x", runs) + "/" + path, text);
    return this;
  }

  public Path folder() {
    return folder;
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\u001b", "\\e")
        + '"';
  }

  private void write(String path, String text) {
    Path file = folder.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
