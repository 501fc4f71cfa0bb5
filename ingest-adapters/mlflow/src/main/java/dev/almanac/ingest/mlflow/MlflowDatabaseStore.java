package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.UnsupportedSourceException;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.database.DatabaseAddress;
import dev.almanac.ingest.read.database.DatabaseSession;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the database behind an MLflow server: PostgreSQL, MySQL or MariaDB. Each listing and each
 * batch is one read-only transaction, that is of one moment.
 */
final class MlflowDatabaseStore implements RunSource {

  /** The option that names the folder in which the server keeps artifacts, as seen from here. */
  static final String ARTIFACTS = "artifacts";

  private final SourceSpec spec;
  private final DatabaseAddress address;
  private final ArtifactPlaces places;
  private @Nullable SqlListing listing;

  MlflowDatabaseStore(SourceSpec spec) throws IOException {
    this.spec = spec;
    this.address = DatabaseAddress.of(spec.location(), spec.options());
    String artifacts = spec.options().text(ARTIFACTS);
    this.places =
        artifacts == null
            ? ArtifactPlaces.anywhere()
            : ArtifactPlaces.in(Path.of(artifacts).toAbsolutePath().normalize());
  }

  /** Returns the store that a URI names, if it is one of MLflow's. */
  static List<SourceSpec> recognise(URI uri, SourceOptions options) throws IOException {
    SourceOptions all = DatabaseAddress.withUserOf(uri, options);
    DatabaseAddress address = DatabaseAddress.of(uri, all);
    try (DatabaseSession session = DatabaseSession.open(address)) {
      if (!SqlTables.of(session).isMlflow()) {
        return List.of();
      }
    }
    return List.of(
        new SourceSpec(
                MlflowMapping.TRACKER,
                address.engine().shown() + " store",
                address.location(),
                address.host() + "-" + address.port() + "-" + address.database())
            .withOptions(all));
  }

  private SqlTables tables(DatabaseSession session) throws IOException {
    SqlTables tables = SqlTables.of(session);
    if (!tables.isMlflow()) {
      throw new UnsupportedSourceException(
          "Cannot read the "
              + address.shown()
              + ": it has no tables experiments, runs, metrics, params and tags; name the database"
              + " that the server's --backend-store-uri names");
    }
    if (!tables.has("metrics", "step") || !tables.has("metrics", "is_nan")) {
      throw new UnsupportedSourceException(
          "Cannot read the "
              + address.shown()
              + ": MLflow before 1.2 made it, whose metrics have no steps; bring it up to date with"
              + " \"mlflow db upgrade\"");
    }
    return tables;
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public RunListing list() throws IOException {
    try (DatabaseSession session = DatabaseSession.open(address)) {
      return freshListing(session).listing();
    }
  }

  private SqlListing freshListing(DatabaseSession session) throws IOException {
    SqlTables tables = tables(session);
    SqlListing fresh = new SqlListing(new ServerRows(session, tables), tables, places).read();
    listing = fresh;
    return fresh;
  }

  @Override
  public List<List<RunEntry>> plan(List<RunEntry> wanted) {
    return SqlListing.plan(listing, wanted);
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    try (DatabaseSession session = DatabaseSession.open(address)) {
      SqlListing current = listing;
      if (current == null) {
        current = freshListing(session);
      }
      SqlTables tables = tables(session);
      List<SqlRun> runs = current.present(batch);
      ServerRows rows = new ServerRows(session, tables);
      SqlBatch facts = new SqlBatch(current, rows, tables, places, sink);
      Map<String, Integer> handles = facts.read(runs, SqlBatch.Access.BY_RUN);
      new ServerPoints(session, tables, new PointChunk(handles, sink)).deliver(runs);
      facts.readModelMetrics();
      facts.readLatest(runs, SqlBatch.Access.BY_RUN);
    }
  }

  @Override
  public @Nullable InputStream artifact(String runId, String path) throws IOException {
    try (DatabaseSession session = DatabaseSession.open(address)) {
      SqlTables tables = tables(session);
      return SqlArtifacts.open(new ServerRows(session, tables), tables, places, runId, path);
    }
  }

  @Override
  public void close() {}
}
