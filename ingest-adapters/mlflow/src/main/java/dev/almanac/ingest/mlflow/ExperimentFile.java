package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the {@code meta.yaml} and the tags of an experiment in a file store. */
final class ExperimentFile {

  private ExperimentFile() {}

  /** Returns the experiment; where its meta file cannot be read, its id is its name. */
  static ExperimentFacts read(FileStoreLayout.ExperimentFolder folder, ProblemLog problems) {
    Path file = folder.path().resolve(FileStoreLayout.META);
    String name = folder.id();
    boolean deleted = folder.trashed();
    try {
      if (!Files.exists(file)) {
        throw new IOException("there is no meta.yaml");
      }
      MetaYaml meta = MetaYaml.parse(FileTexts.bytes(file));
      String stated = meta.text("name");
      name = stated == null ? name : stated;
      deleted |= "deleted".equals(meta.text("lifecycle_stage"));
      reportOtherId(folder, meta, file, problems);
    } catch (IOException unreadable) {
      problems.corrupt(
          file,
          "Cannot read the experiment, so its id is taken as its name: "
              + FileTexts.reason(unreadable));
    } catch (IllegalArgumentException notYaml) {
      problems.corrupt(
          file,
          "Cannot read the experiment, so its id is taken as its name: " + notYaml.getMessage());
    }
    return new ExperimentFacts(
        folder.id(),
        name,
        deleted,
        null,
        KeyTexts.read(folder.path().resolve(FileStoreLayout.TAGS), problems));
  }

  private static void reportOtherId(
      FileStoreLayout.ExperimentFolder folder, MetaYaml meta, Path file, ProblemLog problems) {
    String stated = meta.text("experiment_id");
    if (stated != null && !stated.equals(folder.id())) {
      problems.report(
          Problem.Kind.ALTERED,
          file,
          -1,
          "Names another experiment than its folder does, so that MLflow ignores it; the folder's"
              + " name is taken as the experiment's id",
          stated);
    }
  }
}
