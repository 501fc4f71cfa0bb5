package dev.almanac.ingest.neptune;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.sqlite.SqliteFile;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as the 3.x client keeps it until it is uploaded: {@code run_operations.sqlite3} in a folder
 * of its own; several of them if the run was resumed.
 */
final class OperationDatabase implements StoredRun {

  static final String FILE_NAME = "run_operations.sqlite3";

  private static final String OWNER = "Neptune";
  private static final String CREATION = Queries.read("creation.sql");
  private static final String FIRST_OPERATION = Queries.read("first-operation.sql");
  private static final String METADATA = Queries.read("metadata.sql");
  private static final String OPERATIONS = Queries.read("operations.sql");
  private static final String ERRORS = Queries.read("operation-errors.sql");
  private static final String UPLOADS = Queries.read("file-uploads.sql");
  private static final int CREATE_RUN = 1;

  private final List<Path> databases;
  private final RunName name;
  private final IngestMessages.@Nullable Creation creation;
  private final String version;
  private final Map<String, Path> uploads;

  private OperationDatabase(
      List<Path> databases,
      RunName name,
      IngestMessages.@Nullable Creation creation,
      String version,
      Map<String, Path> uploads) {
    this.databases = databases;
    this.name = name;
    this.creation = creation;
    this.version = version;
    this.uploads = uploads;
  }

  /**
   * Looks at the database of a run.
   *
   * @throws IOException if it cannot be read
   */
  static OperationDatabase open(Path database) throws IOException {
    SqliteFile file = new SqliteFile(OWNER, database);
    try (SqliteSession session = SqliteSession.open(file)) {
      String project = "";
      String runId = "";
      String version = "";
      IngestMessages.Creation creation = null;
      try (ResultSet rows = rows(session, METADATA)) {
        if (rows.next()) {
          version = String.valueOf(rows.getString(1));
          project = String.valueOf(rows.getString(2));
          runId = String.valueOf(rows.getString(3));
        }
      }
      try (ResultSet rows = rows(session, CREATION)) {
        if (rows.next()) {
          creation = creation(rows.getBytes(1));
        }
      }
      if (runId.isEmpty()) {
        throw new IOException(
            "Cannot read the Neptune database "
                + database
                + ": it does not say which run it holds");
      }
      Map<String, Path> uploads = uploads(session, database);
      session.checkUnchanged();
      return new OperationDatabase(
          List.of(database), new RunName(project, runId, List.of()), creation, version, uploads);
    } catch (SQLException failed) {
      throw file.explain("read", failed);
    }
  }

  private static IngestMessages.@Nullable Creation creation(byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : IngestMessages.creation(bytes);
    } catch (MalformedMessageException damaged) {
      // Reported when the operations are read.
      return null;
    }
  }

  private static Map<String, Path> uploads(SqliteSession session, Path database)
      throws SQLException {
    Map<String, Path> uploads = new HashMap<>();
    try (ResultSet rows = rows(session, UPLOADS)) {
      while (rows.next()) {
        String source = rows.getString(1);
        if (source != null) {
          String fileName =
              source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
          if (!fileName.isEmpty() && !fileName.equals("..") && !fileName.equals(".")) {
            uploads.put(String.valueOf(rows.getString(2)), database.resolveSibling(fileName));
          }
        }
      }
    }
    return uploads;
  }

  private static ResultSet rows(SqliteSession session, String sql) throws SQLException {
    PreparedStatement statement = session.connection().prepareStatement(sql);
    statement.closeOnCompletion();
    return statement.executeQuery();
  }

  /** Returns the run with what a later session of the same run wrote. */
  OperationDatabase followedBy(OperationDatabase later) {
    Map<String, Path> all = new HashMap<>(uploads);
    all.putAll(later.uploads);
    List<Path> both = new java.util.ArrayList<>(databases);
    both.addAll(later.databases);
    return new OperationDatabase(
        List.copyOf(both), name, creation != null ? creation : later.creation, version, all);
  }

  @Override
  public RunName name() {
    return name;
  }

  @Override
  public String tracker() {
    return NeptuneSourceFactory.KIND;
  }

  @Override
  public @Nullable Fork fork() {
    return creation == null ? null : creation.fork();
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public List<Path> files() {
    return databases;
  }

  @Override
  public void fingerprint(Fingerprint fingerprint) throws IOException {
    for (Path database : databases) {
      SqliteFile file = new SqliteFile(OWNER, database);
      try (SqliteSession session = SqliteSession.open(file)) {
        try (ResultSet rows = rows(session, OPERATIONS)) {
          while (rows.next()) {
            byte[] operation = rows.getBytes(3);
            fingerprint.row(
                "operation " + rows.getInt(2),
                Long.toString(rows.getLong(1)),
                operation == null ? new byte[0] : operation);
          }
        }
        try (ResultSet rows = rows(session, ERRORS)) {
          while (rows.next()) {
            fingerprint.row("error", rows.getString(1), rows.getString(2));
          }
        }
        session.checkUnchanged();
      } catch (SQLException failed) {
        fingerprint.row("damaged", file.explain("read", failed).getMessage());
      }
    }
    for (Map.Entry<String, Path> upload : uploads.entrySet()) {
      fingerprint.row("file", upload.getKey(), size(upload.getValue()), 0);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException absent) {
      return -1;
    }
  }

  @Override
  public void attributes(Attributes into, ProblemLog problems) throws IOException {
    if (creation != null) {
      creationFacts(creation, into);
    }
    into.putIfAbsent("sys/custom_run_id", Attribute.of(Attribute.Kind.STRING, name.runId()));
    for (Path database : databases) {
      operations(
          database,
          problems,
          (type, sequence, operation) -> {
            if (type != CREATE_RUN) {
              IngestMessages.attributes(operation, into);
            } else {
              IngestMessages.creation(operation);
            }
          },
          true);
    }
  }

  private void creationFacts(IngestMessages.Creation facts, Attributes into) {
    put(into, "sys/name", facts.experiment());
    put(into, "sys/experiment/name", facts.experiment());
    put(into, "sys/family", facts.family());
    put(into, "sys/owner", facts.owner());
    put(into, "sys/diagnostics/tracker_client", facts.client());
    if (facts.created() != null) {
      into.put("sys/creation_time", Attribute.ofTime(facts.created()));
    }
    into.environment("neptune", "schema_version", version);
  }

  private static void put(Attributes into, String path, @Nullable String text) {
    if (text != null) {
      into.put(path, Attribute.of(Attribute.Kind.STRING, text));
    }
  }

  @Override
  public void series(SeriesVisitor visitor, ProblemLog problems) throws IOException {
    IngestMessages messages = new IngestMessages();
    for (Path database : databases) {
      operations(
          database,
          problems,
          (type, sequence, operation) -> {
            if (type != CREATE_RUN) {
              messages.series(operation, visitor);
            }
          },
          false);
    }
  }

  /** Takes in one operation. */
  private interface Operation {
    void take(int type, long sequence, byte[] operation) throws MalformedMessageException;
  }

  private void operations(
      Path database, ProblemLog problems, Operation visitor, boolean tellsMissing)
      throws IOException {
    SqliteFile file = new SqliteFile(OWNER, database);
    try (SqliteSession session = SqliteSession.open(file)) {
      if (tellsMissing) {
        missing(session, database, problems);
      }
      try (ResultSet rows = rows(session, OPERATIONS)) {
        while (rows.next()) {
          long sequence = rows.getLong(1);
          byte[] operation = rows.getBytes(3);
          try {
            visitor.take(rows.getInt(2), sequence, operation == null ? new byte[0] : operation);
          } catch (MalformedMessageException damaged) {
            problems.report(
                Problem.Kind.CORRUPT,
                database,
                sequence,
                "the operation is no message of Neptune's: " + damaged.getMessage(),
                null);
          }
        }
      }
      session.checkUnchanged();
    } catch (SQLException failed) {
      problems.corrupt(database, String.valueOf(file.explain("read", failed).getMessage()));
    }
  }

  private void missing(SqliteSession session, Path database, ProblemLog problems)
      throws SQLException {
    try (ResultSet rows = rows(session, FIRST_OPERATION)) {
      if (rows.next() && rows.getLong(1) > 1) {
        problems.corrupt(
            database,
            "the client uploaded the operations before number "
                + rows.getLong(1)
                + " to Neptune and removed them from here; they are lost with the service");
      }
    }
    try (ResultSet rows = rows(session, ERRORS)) {
      while (rows.next()) {
        problems.report(
            Problem.Kind.CORRUPT,
            database,
            rows.getLong(3),
            "Neptune refused an operation: " + rows.getString(1),
            rows.getString(2));
      }
    }
  }

  @Override
  public @Nullable Path locate(String where) {
    return uploads.get(where);
  }
}
