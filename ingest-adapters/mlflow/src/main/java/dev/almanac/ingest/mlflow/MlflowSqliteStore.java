package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.UnsupportedSourceException;
import dev.almanac.ingest.model.RunEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
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
  private final SqliteFile file;
  private final Connection connection;
  private final SqliteTables tables;
  private final ArtifactPlaces places;
  private @Nullable SqliteListing listing;

  MlflowSqliteStore(SourceSpec spec) throws IOException {
    this.spec = spec;
    Path path = spec.path().toAbsolutePath().normalize();
    this.file = new SqliteFile(path);
    this.connection = file.connect();
    this.places = ArtifactPlaces.beside(path);
    try {
      this.tables = SqliteTables.of(connection, file);
      if (!tables.isMlflow()) {
        throw new UnsupportedSourceException(
            "Cannot read "
                + path
                + " as an MLflow database: it has no tables experiments, runs, metrics, params and"
                + " tags; name the file that MLflow's tracking URI names");
      }
    } catch (IOException unusable) {
      close();
      throw unusable;
    }
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public RunListing list() throws IOException {
    SqliteListing fresh = new SqliteListing(connection, file, tables, places).read();
    listing = fresh;
    return fresh.listing();
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
      current = new SqliteListing(connection, file, tables, places).read();
      listing = current;
    }
    List<SqliteRun> runs = new ArrayList<>();
    for (RunEntry entry : batch) {
      SqliteRun run = current.runs().get(entry.runId());
      if (run != null) {
        runs.add(run);
      }
    }
    SqliteBatch.Access access = access(runs, current);
    SqliteBatch rows =
        new SqliteBatch(current, new SqliteRows(connection, file), tables, places, sink);
    Map<String, Integer> handles = rows.read(runs, access);
    SqlitePoints points = new SqlitePoints(connection, file, handles, sink);
    if (access == SqliteBatch.Access.SCAN) {
      points.scan();
    } else {
      for (String runId : handles.keySet()) {
        points.ofRun(runId);
      }
    }
    rows.readModelMetrics();
    rows.readLatest(runs, access);
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
    try {
      connection.close();
    } catch (SQLException failed) {
      throw file.explain("close", failed);
    }
  }
}
