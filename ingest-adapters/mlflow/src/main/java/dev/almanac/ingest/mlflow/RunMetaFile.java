package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The {@code meta.yaml} of a run in a file store. If it cannot be read, the run still goes in with
 * what the folder's name says, and with status {@code unknown}.
 *
 * @param facts what it says
 * @param readable whether it could be read
 */
record RunMetaFile(RunFacts facts, boolean readable) {

  private static final String UNREADABLE_STATUS = "UNREADABLE";

  /** Reads the meta file of a run's folder, and reports what is wrong with it. */
  static RunMetaFile read(Path folder, ProblemLog problems) {
    Path file = folder.resolve(FileStoreLayout.META);
    String runId = FileStoreLayout.name(folder);
    if (!Files.exists(file)) {
      problems.corrupt(file, "Cannot read the run's own facts: there is no meta.yaml");
      return unreadable(runId);
    }
    try {
      byte[] content = FileTexts.bytes(file);
      if (content.length == 0) {
        problems.report(
            Problem.Kind.TRUNCATED,
            file,
            0,
            "Is empty: MLflow rewrites it in place, so that it may be whole at the next sync",
            null);
        return unreadable(runId);
      }
      MetaYaml meta = MetaYaml.parse(content);
      reportOtherId(runId, meta, file, problems);
      return new RunMetaFile(facts(runId, meta), true);
    } catch (IOException unreadable) {
      problems.corrupt(file, "Cannot read the run's own facts: " + FileTexts.reason(unreadable));
    } catch (IllegalArgumentException notYaml) {
      problems.corrupt(file, "Cannot read the run's own facts: " + notYaml.getMessage());
    }
    return unreadable(runId);
  }

  private static RunMetaFile unreadable(String runId) {
    return new RunMetaFile(
        new RunFacts(
            runId, null, UNREADABLE_STATUS, null, null, null, false, null, null, null, null),
        false);
  }

  private static RunFacts facts(String runId, MetaYaml meta) {
    return new RunFacts(
        runId,
        MlflowMapping.firstNonEmpty(meta.text("run_name"), meta.text("name")),
        meta.text("status"),
        meta.text("user_id"),
        meta.integer("start_time"),
        meta.integer("end_time"),
        "deleted".equals(meta.text("lifecycle_stage")),
        meta.text("source_name"),
        meta.text("source_version"),
        meta.text("entry_point_name"),
        meta.text("artifact_uri"));
  }

  private static void reportOtherId(String runId, MetaYaml meta, Path file, ProblemLog problems) {
    String stated = MlflowMapping.firstNonEmpty(meta.text("run_id"), meta.text("run_uuid"));
    if (stated != null && !stated.equals(runId)) {
      problems.report(
          Problem.Kind.ALTERED,
          file,
          -1,
          "Names another run than its folder does; the folder's name is taken as the run's id",
          stated);
    }
  }

  /** Tells whether the run may still grow, or its state cannot be told. */
  boolean live() {
    return !readable || MlflowMapping.isLive(MlflowMapping.status(facts.status()));
  }
}
