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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a SQLite store of any schema since 2019, while MLflow may be writing to it. */
final class MlflowSqliteStore implements RunSource {

  /** Points that one batch should hold at most, see {@link RunSource#plan}. */
  private static final long BATCH_POINTS = 10_000_000;

  /** Runs that one batch should hold at most: their tags are in memory at once. */
  private static final int BATCH_RUNS = 10_000;

  /** A scan of the table costs about as much as fetching this share of it by the index. */
  private static final double SCAN_SHARE = 0.2;

  private final SourceSpec spec;
  private final SqliteSession session;
  private final SqliteTables tables;
  private final ArtifactPlaces places;
  private @Nullable SqliteListing listing;

  MlflowSqliteStore(SourceSpec spec) throws IOException {
    this.spec = spec;
    Path path = spec.path().toAbsolutePath().normalize();
    this.session = SqliteSession.open(new SqliteFile("MLflow", path));
    this.places = ArtifactPlaces.beside(path);
    try {
      this.tables = SqliteTables.of(session);
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
    SqliteListing fresh = freshListing();
    return fresh.listing();
  }

  private SqliteListing freshListing() throws IOException {
    SqliteListing fresh = new SqliteListing(session, tables, places).read();
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
    List<List<RunEntry>> batches = new ArrayList<>();
    List<RunEntry> batch = new ArrayList<>();
    long points = 0;
    for (RunEntry entry : wanted) {
      long more = points(entry);
      if (!batch.isEmpty() && (points + more > BATCH_POINTS || batch.size() == BATCH_RUNS)) {
        batches.add(batch);
        batch = new ArrayList<>();
        points = 0;
      }
      batch.add(entry);
      points += more;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  private long points(RunEntry entry) {
    SqliteRun run = listing == null ? null : listing.runs().get(entry.runId());
    return run == null ? 0 : run.points();
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    SqliteListing current = listing;
    if (current == null) {
      current = freshListing();
    }
    List<SqliteRun> runs = new ArrayList<>();
    for (RunEntry entry : batch) {
      SqliteRun run = current.runs().get(entry.runId());
      if (run != null) {
        runs.add(run);
      }
    }
    SqliteBatch.Access access = access(runs, current);
    SqliteBatch rows = new SqliteBatch(current, new SqliteRows(session), tables, places, sink);
    Map<String, Integer> handles = rows.read(runs, access);
    SqlitePoints points = new SqlitePoints(session, handles, sink);
    if (access == SqliteBatch.Access.SCAN) {
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

  private SqliteBatch.Access access(List<SqliteRun> runs, SqliteListing current) {
    long wanted = runs.stream().mapToLong(SqliteRun::points).sum() + runs.size();
    long all =
        current.runs().values().stream().mapToLong(SqliteRun::points).sum() + current.runs().size();
    boolean indexed = tables.byRun().contains("metrics");
    return indexed && wanted < all * SCAN_SHARE
        ? SqliteBatch.Access.BY_RUN
        : SqliteBatch.Access.SCAN;
  }

  @Override
  public void close() throws IOException {
    session.close();
  }
}
