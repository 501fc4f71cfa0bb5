package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file store with one experiment and one run, for one defect at a time. */
final class TinyFileStore {

  static final String RUN = "0123456789abcdef0123456789abcdef";

  private final Path root;

  private TinyFileStore(Path root) {
    this.root = root;
  }

  /** Makes a store whose run has ended. */
  static TinyFileStore finished(Path folder) throws IOException {
    return make(folder, 3);
  }

  /** Makes a store whose run is being written. */
  static TinyFileStore running(Path folder) throws IOException {
    return make(folder, 1);
  }

  private static TinyFileStore make(Path folder, int status) throws IOException {
    TinyFileStore store = new TinyFileStore(folder.resolve("mlruns"));
    store.write(
        "0/meta.yaml",
        "artifact_location: ./mlruns/0\nexperiment_id: '0'\nlifecycle_stage: active\n"
            + "name: Default\n");
    store.writeToRun(
        "meta.yaml",
        "artifact_uri: ./mlruns/0/x/artifacts\nend_time: null\nexperiment_id: '0'\n"
            + "lifecycle_stage: active\nname: ''\nrun_id: "
            + RUN
            + "\nrun_uuid: "
            + RUN
            + "\nstart_time: 1600000000000\nstatus: "
            + status
            + "\ntags: []\nuser_id: someone\n");
    store.writeToRun("metrics/good", "1600000000000 1.5 0\n");
    store.writeToRun("params/depth", "3");
    return store;
  }

  Path root() {
    return root;
  }

  Path runFolder() {
    return root.resolve("0").resolve(RUN);
  }

  /** Writes a file of the store. */
  TinyFileStore write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }

  /** Writes a file of the run. */
  TinyFileStore writeToRun(String path, String content) throws IOException {
    return write("0/" + RUN + "/" + path, content);
  }

  /** Reads the store. */
  Sources.Reading read() throws IOException {
    List<Sources.Reading> readings = Sources.readAll(new MlflowSourceFactory(), root);
    if (readings.size() != 1) {
      throw new AssertionError("expected one source, found " + readings.size());
    }
    return readings.get(0);
  }

  /** Returns the run of a reading. */
  static RecordedRun run(Sources.Reading reading) {
    return reading.runs().run(RUN);
  }

  /** Returns all problems of a reading. */
  static List<Problem> problems(Sources.Reading reading) {
    List<Problem> problems = new ArrayList<>(reading.listing().problems());
    problems.addAll(reading.runs().problems());
    return problems;
  }
}
