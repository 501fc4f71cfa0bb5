package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.testkit.AdapterUnderTest;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RunSourceContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds the adapter to the contract, with stores that MLflow 0.9 to 3.17 wrote. */
class MlflowContractTest extends RunSourceContract {

  private static final Set<String> FILES_OF_A_RUN =
      Set.of("params", "tags", "metrics", "inputs", "outputs");

  @Override
  public RunSourceFactory factory() {
    return new MlflowSourceFactory();
  }

  @Override
  public List<SourceChange> changes(RecordedCase recorded) {
    if (recorded.name().startsWith("file-")) {
      return FileStoreChanges.all(recorded);
    }
    return recorded.name().startsWith("workspaces") ? List.of() : DatabaseChanges.all();
  }

  @Override
  public List<Path> growingFiles(Path input) throws IOException {
    List<Path> found = new ArrayList<>();
    AdapterUnderTest.eachFile(
        input,
        (path, file) -> {
          if (path.endsWith("metrics/loss") && isRunning(runFolder(file))) {
            found.add(file);
          }
        });
    return found;
  }

  @Override
  public List<Path> damageableFiles(Path input) throws IOException {
    List<Path> found = new ArrayList<>();
    AdapterUnderTest.eachFile(
        input,
        (path, file) -> {
          boolean database = path.equals("mlflow.db");
          if (!database && !path.contains("/artifacts/")) {
            found.add(file);
          }
        });
    return input.resolve("mlflow.db").toFile().exists() ? List.of() : found;
  }

  @Override
  public Optional<String> owner(Path input, Path file) {
    Path run = runFolder(file);
    String path = input.relativize(run).toString();
    boolean ownsFile =
        Files.exists(run.resolve("meta.yaml"))
            && run.getFileName().toString().length() == 32
            && !path.contains("/datasets/")
            && !isParent(input, run.getFileName().toString());
    return ownsFile ? Optional.of(run.getFileName().toString()) : Optional.empty();
  }

  /** Tells whether other runs are nested in a run: its name is their group. */
  private static boolean isParent(Path input, String runId) {
    Set<String> parents = new HashSet<>();
    AdapterUnderTest.eachFile(
        input,
        (path, file) -> {
          if (path.endsWith("tags/mlflow.parentRunId")) {
            parents.add(FileTexts.text(readAll(file)));
          }
        });
    return parents.contains(runId);
  }

  private static byte[] readAll(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns the folder of the run that a file belongs to, or the file's own folder. */
  private static Path runFolder(Path file) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      Path name = folder.getFileName();
      if (name != null && FILES_OF_A_RUN.contains(name.toString()) && folder.getParent() != null) {
        return folder.getParent();
      }
    }
    return file.getParent();
  }

  private static boolean isRunning(Path run) {
    try {
      return Files.exists(run.resolve("meta.yaml"))
          && Files.readString(run.resolve("meta.yaml")).contains("status: 1\n");
    } catch (IOException unreadable) {
      return false;
    }
  }
}
