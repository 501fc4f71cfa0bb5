package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.read.text.FileTexts;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Holds the adapter to the contract, with stores that MLflow 0.8 to 3.17 wrote. */
class MlflowContractTest extends RunSourceContract {

  private static final Set<String> FILES_OF_A_RUN =
      Set.of("params", "tags", "metrics", "inputs", "outputs");

  /** The oldest and the newest lines of metric files. */
  private static final Set<String> FIRST_AND_LAST = Set.of("file-0.8.2", "file-3.17.2");

  /** The oldest schema, the newest, and the newest with a write-ahead log. */
  private static final Set<String> CHANGED_DATABASES =
      Set.of("sqlite-1.2.0", "sqlite-3.17.2", "migrated-3.17.2");

  @Override
  public RunSourceFactory factory() {
    return new MlflowSourceFactory();
  }

  @Override
  public List<SourceChange> changes(RecordedCase recorded) {
    if (recorded.name().startsWith("file-")) {
      return FileStoreChanges.all(recorded);
    }
    return CHANGED_DATABASES.contains(recorded.name()) ? DatabaseChanges.all() : List.of();
  }

  @Override
  public List<Path> growingFiles(RecordedCase recorded, Path input) {
    List<Path> found = new ArrayList<>();
    if (!FIRST_AND_LAST.contains(recorded.name())) {
      return found;
    }
    AdapterUnderTest.eachFile(
        input,
        (path, file) -> {
          if (path.endsWith("metrics/loss") && isRunning(runFolder(file))) {
            found.add(file);
          }
        });
    return found;
  }

  /** Some files of each sort: a store repeats itself. */
  @Override
  public List<Path> damageableFiles(RecordedCase recorded, Path input) {
    Map<String, List<Path>> bySort = new TreeMap<>();
    AdapterUnderTest.eachFile(
        input,
        (path, file) -> {
          boolean metaOrKey = path.startsWith("mlruns/") && !path.contains("/artifacts/");
          if (metaOrKey) {
            bySort.computeIfAbsent(sort(path), absent -> new ArrayList<>()).add(file);
          }
        });
    List<Path> found = new ArrayList<>();
    bySort.values().forEach(files -> found.addAll(files.subList(0, Math.min(3, files.size()))));
    return found;
  }

  /** Returns a path without ids and keys. */
  private static String sort(String path) {
    String withoutIds =
        path.replaceAll("/(m-)?[0-9a-f]{32}/", "/$1ID/").replaceAll("/\\d+/", "/N/");
    boolean meta = path.endsWith("meta.yaml");
    return meta ? withoutIds : withoutIds.replaceAll("(params|tags|metrics)/.*", "$1");
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
