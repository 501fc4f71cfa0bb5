package dev.almanac.ingest.mlflow;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of a file store, as a listing found it.
 *
 * @param path its folder
 * @param runId its id, which is the folder's name
 * @param experiment its experiment
 * @param experimentPath the experiment's folder
 * @param name its name, or null
 * @param parentRunId its parent's id, or null
 * @param live whether it may still grow
 * @param models logged models that it made or whose metrics it logged
 */
record FileRun(
    Path path,
    String runId,
    ExperimentFacts experiment,
    Path experimentPath,
    @Nullable String name,
    @Nullable String parentRunId,
    boolean live,
    List<LoggedModel> models) {

  FileRun {
    models = List.copyOf(models);
  }
}
