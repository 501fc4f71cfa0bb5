package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.database.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Opens artifacts of a SQL store, where their files can be reached from here. */
final class SqlArtifacts {

  private SqlArtifacts() {}

  /** Opens an artifact of a run, or of a model that it made; null where it is out of reach. */
  static @Nullable InputStream open(
      SqlRows rows, SqlTables tables, ArtifactPlaces places, String runId, String path)
      throws IOException {
    List<Row> found = new ArrayList<>();
    rows.ofRuns("runs", List.of(runId), found::add);
    if (found.isEmpty()) {
      return null;
    }
    places.refresh();
    String experimentId = found.get(0).textOrEmpty("experiment_id");
    Path folder = places.find(found.get(0).text("artifact_uri"), experimentId, runId);
    InputStream own = folder == null ? null : ArtifactFolder.open(folder, path);
    LoggedModel.Place model = LoggedModel.placeOf(path);
    if (own != null || model == null || !tables.has("logged_models")) {
      return own;
    }
    String location = location(rows, row -> model.modelId().equals(row.text("model_id")));
    Path files = places.find(location, experimentId, model.modelId());
    return files == null ? null : ArtifactFolder.open(files, model.path());
  }

  private static @Nullable String location(SqlRows rows, Predicate<Row> wanted) throws IOException {
    List<String> found = new ArrayList<>();
    rows.all(
        "logged_models",
        row -> {
          if (wanted.test(row)) {
            found.add(row.textOrEmpty("artifact_location"));
          }
        });
    return found.isEmpty() ? null : found.get(0);
  }
}
