package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.UnsupportedSourceException;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.sqlite.SqliteFile;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a SQLite store of any schema since 2019, while MLflow may be writing to it. */
final class MlflowSqliteStore implements RunSource {

  /** A scan of the table costs about as much as fetching this share of it by the index. */
  private static final double SCAN_SHARE = 0.2;

  private final SourceSpec spec;
  private final SqliteSession session;
  private final SqlTables tables;
  private final ArtifactPlaces places;
  private @Nullable SqlListing listing;

  MlflowSqliteStore(SourceSpec spec) throws IOException {
    this.spec = spec;
    Path path = spec.path().toAbsolutePath().normalize();
    this.session = SqliteSession.open(new SqliteFile("MLflow", path));
    this.places = ArtifactPlaces.beside(path);
    try {
      this.tables = SqlTables.of(session);
      checkSchema(path);
    } catch (IOException unusable) {
      session.close();
      throw unusable;
    }
  }

  private void checkSchema(Path path) throws IOException {
    if (!tables.isMlflow()) {
      throw new UnsupportedSourceException(
          "Cannot read "
              + path
              + " as an MLflow database: it has no tables experiments, runs, metrics, params and"
              + " tags; name the file that MLflow's tracking URI names");
    }
    if (!tables.has("metrics", "step") || !tables.has("metrics", "is_nan")) {
      throw new UnsupportedSourceException(
          "Cannot read "
              + path
              + ": MLflow before 1.2 made it, whose metrics have no steps; bring a copy up to date"
              + " with \"mlflow db upgrade\" and sync the copy");
    }
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public RunListing list() throws IOException {
    SqlListing fresh = freshListing();
    return fresh.listing();
  }

  private SqlListing freshListing() throws IOException {
    SqlListing fresh = new SqlListing(new SqliteRows(session), tables, places).read();
    session.checkUnchanged();
    listing = fresh;
    return fresh;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Artifacts are files beside the database, which MLflow adds without touching it: their names,
   * sizes and times belong to the stamp.
   */
  @Override
  public @Nullable String stamp() throws IOException {
    String database = session.file().stamp();
    List<String> locations = new ArrayList<>();
    new SqliteRows(session)
        .all("experiments", row -> locations.add(row.textOrEmpty("artifact_location")));
    places.refresh();
    String artifacts = places.stamp(locations);
    return artifacts == null ? null : database + " artifacts " + artifacts;
  }

  @Override
  public List<List<RunEntry>> plan(List<RunEntry> wanted) {
    return SqlListing.plan(listing, wanted);
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    SqlListing current = listing;
    if (current == null) {
      current = freshListing();
    }
    List<SqlRun> runs = current.present(batch);
    SqlBatch.Access access = access(runs, current);
    SqlBatch rows = new SqlBatch(current, new SqliteRows(session), tables, places, sink);
    Map<String, Integer> handles = rows.read(runs, access);
    SqlitePoints points = new SqlitePoints(session, handles, sink);
    if (access == SqlBatch.Access.SCAN) {
      points.scan();
    } else {
      for (String runId : handles.keySet()) {
        points.ofRun(runId);
      }
    }
    rows.readModelMetrics();
    rows.readLatest(runs, access);
    session.checkUnchanged();
  }

  private SqlBatch.Access access(List<SqlRun> runs, SqlListing current) {
    long wanted = runs.stream().mapToLong(SqlRun::points).sum() + runs.size();
    long all =
        current.runs().values().stream().mapToLong(SqlRun::points).sum() + current.runs().size();
    boolean indexed = tables.byRun().contains("metrics");
    return indexed && wanted < all * SCAN_SHARE ? SqlBatch.Access.BY_RUN : SqlBatch.Access.SCAN;
  }

  @Override
  public @Nullable InputStream artifact(String runId, String path) throws IOException {
    return SqlArtifacts.open(new SqliteRows(session), tables, places, runId, path);
  }

  @Override
  public void close() throws IOException {
    session.close();
  }
}
