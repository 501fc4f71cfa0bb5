package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.testkit.AdapterUnderTest;
import dev.almanac.ingest.testkit.AdapterUnderTest.SourceChange;
import dev.almanac.ingest.testkit.RecordedCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What MLflow, or a person, may do to a file store between two syncs. */
final class FileStoreChanges {

  private FileStoreChanges() {}

  static List<SourceChange> all(RecordedCase recorded) {
    List<SourceChange> changes = new ArrayList<>();
    changes.add(change("a tag is edited within the clock's tick", FileStoreChanges::editTag));
    changes.add(change("a point is added", FileStoreChanges::addPoint));
    changes.add(change("a param is added", FileStoreChanges::addParam));
    changes.add(change("a run ends", FileStoreChanges::endRun));
    changes.add(change("a run is deleted", FileStoreChanges::deleteRun));
    changes.add(change("a run's folder is removed", FileStoreChanges::removeRun));
    changes.add(change("a run is copied to a new id", FileStoreChanges::copyRun));
    changes.add(change("a parent run is renamed", FileStoreChanges::renameParent));
    changes.add(change("an experiment is renamed", FileStoreChanges::renameExperiment));
    changes.add(change("an experiment goes to the trash", FileStoreChanges::trashExperiment));
    changes.add(change("an artifact is added", FileStoreChanges::addArtifact));
    if (recorded.name().startsWith("file-3")) {
      changes.add(change("a model gets a tag", FileStoreChanges::tagModel));
      changes.add(change("a model gets a point", FileStoreChanges::addModelPoint));
    }
    return changes;
  }

  private static SourceChange change(String name, SourceChange.Action action) {
    return new SourceChange(name, action);
  }

  private static void editTag(Path input) throws IOException {
    Path tag = first(input, path -> path.endsWith("tags/mlflow.source.name"));
    FileTime time = Files.getLastModifiedTime(tag);
    Files.writeString(tag, Files.readString(tag).replace("train", "other"));
    Files.setLastModifiedTime(tag, time);
  }

  private static void addPoint(Path input) throws IOException {
    Path metric = first(input, path -> path.endsWith("metrics/values"));
    Files.writeString(metric, "1700000099000 0.125 -3\n", StandardOpenOption.APPEND);
  }

  private static void addParam(Path input) throws IOException {
    Path run = first(input, path -> path.endsWith("params/learning_rate")).getParent();
    Files.writeString(run.resolve("late"), "x");
  }

  private static void endRun(Path input) throws IOException {
    replace(runMeta(input, "status: 1\n"), "status: 1\n", "status: 4\n");
  }

  private static void deleteRun(Path input) throws IOException {
    replace(runMeta(input, "status: 4\n"), "lifecycle_stage: active", "lifecycle_stage: deleted");
  }

  private static void removeRun(Path input) throws IOException {
    Path run = runMeta(input, "status: 4\n").getParent();
    try (Stream<Path> walk = Files.walk(run)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void copyRun(Path input) throws IOException {
    Path meta = runMeta(input, "status: 4\n");
    Path copy = meta.getParent().resolveSibling("00000000000000000000000000000001");
    Files.createDirectories(copy);
    Files.copy(meta, copy.resolve("meta.yaml"));
  }

  private static void renameParent(Path input) throws IOException {
    for (Path meta : files(input, path -> path.endsWith("meta.yaml"))) {
      replace(meta, "name: sweep\n", "name: other sweep\n");
    }
    for (Path tag : files(input, path -> path.endsWith("tags/mlflow.runName"))) {
      if (Files.readString(tag).equals("sweep")) {
        Files.writeString(tag, "other sweep");
      }
    }
  }

  private static void renameExperiment(Path input) throws IOException {
    replace(experimentMeta(input), "name: churn", "name: retention");
  }

  private static void trashExperiment(Path input) throws IOException {
    Path experiment = experimentMeta(input).getParent();
    Path trash = Files.createDirectories(experiment.resolveSibling(".trash"));
    Files.move(experiment, trash.resolve(experiment.getFileName()));
  }

  private static void addArtifact(Path input) throws IOException {
    Path report = first(input, path -> path.endsWith("artifacts/report.txt"));
    Files.writeString(report.resolveSibling("another.png"), "png");
  }

  private static void tagModel(Path input) throws IOException {
    Path tag = first(input, path -> path.contains("/models/") && path.endsWith("tags/stage"));
    Files.writeString(tag, "final");
  }

  private static void addModelPoint(Path input) throws IOException {
    Path metric = first(input, path -> path.contains("/models/") && path.endsWith("metrics/auc"));
    String runId = Files.readString(metric).trim().split(" ")[3];
    Files.writeString(metric, "1700000099000 0.75 9 " + runId + "\n", StandardOpenOption.APPEND);
  }

  private static Path experimentMeta(Path input) throws IOException {
    for (Path meta : files(input, path -> path.endsWith("meta.yaml"))) {
      String text = Files.readString(meta);
      if (text.contains("name: churn") && text.contains("artifact_location")) {
        return meta;
      }
    }
    throw new IOException("no experiment in " + input);
  }

  private static Path runMeta(Path input, String content) throws IOException {
    for (Path meta : files(input, path -> path.endsWith("meta.yaml"))) {
      String text = Files.readString(meta);
      if (text.contains("start_time") && text.contains(content)) {
        return meta;
      }
    }
    throw new IOException("no such run in " + input);
  }

  private static void replace(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    if (text.contains(from)) {
      Files.writeString(file, text.replace(from, to));
    }
  }

  private static Path first(Path input, Predicate<String> filter) throws IOException {
    List<Path> found = files(input, filter);
    if (found.isEmpty()) {
      throw new IOException("no such file in " + input);
    }
    return found.get(0);
  }

  private static List<Path> files(Path input, Predicate<String> filter) {
    List<Path> found = new ArrayList<>();
    AdapterUnderTest.eachFile(
        input,
        (path, file) -> {
          if (filter.test(path)) {
            found.add(file);
          }
        });
    return found;
  }
}
