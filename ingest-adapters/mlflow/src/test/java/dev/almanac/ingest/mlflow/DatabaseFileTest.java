package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.UnsupportedSourceException;
import dev.almanac.ingest.read.sqlite.SqliteFile;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import dev.almanac.ingest.testkit.ReadOnlyContract;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRuns;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that are broken, foreign, locked, or being written to. */
class DatabaseFileTest {

  private static final RecordedCase STORE =
      new RecordedCase("sqlite-2.9.2", Path.of("src/test/resources/cases/sqlite-2.9.2"));

  private static final String ADD_POINT =
      "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan)"
          + " SELECT 'added', 0.5, 1700000000000, run_uuid, %d, 0 FROM runs WHERE status = 'RUNNING'";

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void copyStore() throws IOException {
    STORE.copyTo(folder);
    file = folder.resolve("mlflow.db");
  }

  @Test
  void anEmptyFileSaysWhatToDo() throws IOException {
    Files.write(file, new byte[0]);
    assertOpeningFails("is empty; MLflow creates its tables when the first run is logged");
  }

  @Test
  void aFileThatIsNotSqliteSaysWhatToDo() throws IOException {
    Files.writeString(file, "not a database at all, but long enough to be one ".repeat(10));
    assertOpeningFails("is not a SQLite 3 file; check the path");
  }

  @Test
  void aDatabaseOfSomethingElseSaysWhatToDo() throws Exception {
    Files.delete(file);
    DatabaseChanges.execute(folder, "CREATE TABLE recipes (name TEXT)");
    assertOpeningFails("as an MLflow database: it has no tables experiments, runs, metrics");
  }

  @Test
  void aForeignDatabaseThatIsNotNamedForMlflowIsNotClaimed() throws Exception {
    Files.delete(file);
    DatabaseChanges.execute(folder, "CREATE TABLE recipes (name TEXT)");
    Files.move(file, folder.resolve("recipes.db"));
    assertThat(Sources.find(new MlflowSourceFactory(), folder)).isEmpty();
  }

  @Test
  void aDatabaseFromBeforeStepsSaysWhatToDo() throws Exception {
    DatabaseChanges.execute(folder, "ALTER TABLE metrics RENAME COLUMN step TO no_step");
    assertThatThrownBy(this::readAll)
        .isInstanceOf(UnsupportedSourceException.class)
        .hasMessageContaining("mlflow db upgrade");
  }

  @Test
  void aDatabaseThatIsCutOffSaysWhatToDo() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 3));
    assertThatThrownBy(this::readAll)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot read the MLflow database " + file)
        .hasMessageContaining("the file is damaged or cut off")
        .hasMessageContaining(".recover");
  }

  @Test
  void aLockedDatabaseSaysWhoToWaitFor() throws Exception {
    try (Connection writer = connect(file);
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      assertThatThrownBy(this::readAll)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process has held its lock")
          .hasMessageContaining("sync again");
      statement.execute("ROLLBACK");
    }
    assertThat(readAll().runs().runs()).isNotEmpty();
  }

  @Test
  void infinityIsToldAsWhatTheStoreHoldsWithOneProblemPerRunAndKey() throws IOException {
    Sources.Reading reading = readAll();

    RecordedRun run =
        reading.runs().runs().values().stream()
            .filter(each -> !each.points("values").isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(run.points("values"))
        .extracting(RecordedRun.Point::value)
        .contains(Double.MAX_VALUE, -Double.MAX_VALUE, Double.NaN)
        .doesNotContain(Double.POSITIVE_INFINITY);
    assertThat(reading.runs().problems())
        .extracting(Problem::kind, Problem::location, Problem::runId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Problem.Kind.ALTERED, "metrics/values", run.run().runId()));
  }

  @Test
  void pointsAreReadWhileAWriterKeepsWriting() throws Exception {
    try (Connection writer = connect(file);
        Statement statement = writer.createStatement();
        RunSource source = new MlflowSourceFactory().open(spec())) {
      String before = source.stamp();
      for (int step = 0; step < 50; step++) {
        statement.execute(ADD_POINT.formatted(step));
        RecordedRuns runs = new RecordedRuns();
        source.read(source.list().runs(), runs);
        assertThat(added(runs)).isEqualTo(step + 1);
      }
      assertThat(source.stamp()).isNotEqualTo(before);
    }
  }

  /** In a process of its own: SQLite does not look for locks of its own process. */
  @Test
  void theJournalOfALivingWriterIsNoReasonForACopy() throws Exception {
    try (WriterProcess writer = WriterProcess.start(file)) {
      writer.execute("BEGIN IMMEDIATE");
      writer.execute(ADD_POINT.formatted(1));
      assertThat(folder.resolve("mlflow.db-journal")).isNotEmptyFile();

      try (SqliteSession session =
          SqliteSession.open(new SqliteFile("MLflow", file.toAbsolutePath()))) {
        assertThat(session.access()).isEqualTo(SqliteSession.Access.LOCKED);
      }
      assertThat(added(readAll().runs())).isZero();
      writer.execute("COMMIT");
    }
  }

  @Test
  void aWriterMayHoldATransactionThatIsNotYetCommitted() throws Exception {
    try (Connection writer = connect(file);
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute(ADD_POINT.formatted(1));
      assertThat(added(readAll().runs())).isZero();
      statement.execute("COMMIT");
    }
    assertThat(added(readAll().runs())).isEqualTo(1);
  }

  /** In a process of its own, for SQLite shares its index of the log within a process. */
  @Test
  void aWriteAheadLogIsReadWithItsWriterThere() throws Exception {
    DatabaseChanges.execute(folder, "PRAGMA journal_mode = WAL");
    try (WriterProcess writer = WriterProcess.start(file)) {
      writer.execute(ADD_POINT.formatted(1));
      Map<String, String> before = ReadOnlyContract.snapshot(folder);
      assertThat(before).containsKeys("mlflow.db-wal", "mlflow.db-shm");

      assertThat(added(readAll().runs())).isEqualTo(1);

      assertThat(ReadOnlyContract.snapshot(folder)).isEqualTo(before);
      writer.execute(ADD_POINT.formatted(2));
      assertThat(added(readAll().runs())).isEqualTo(2);
    }
  }

  @Test
  void aWriteAheadLogWithoutItsIndexIsReadFromACopy() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (Connection writer = connect(file);
        Statement statement = writer.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute(ADD_POINT.formatted(1));
      Files.copy(file, copy.resolve("mlflow.db"), StandardCopyOption.COPY_ATTRIBUTES);
      Files.copy(folder.resolve("mlflow.db-wal"), copy.resolve("mlflow.db-wal"));
    }
    file = copy.resolve("mlflow.db");
    Map<String, String> before = ReadOnlyContract.snapshot(copy);

    assertThat(added(readAll().runs())).isEqualTo(1);

    assertThat(ReadOnlyContract.snapshot(copy)).isEqualTo(before);
  }

  @Test
  void theJournalOfACrashedWriterIsRolledBackInACopy() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (Connection writer = connect(file);
        Statement statement = writer.createStatement()) {
      statement.execute("PRAGMA cache_size = 1");
      statement.execute("PRAGMA cache_spill = 1");
      statement.execute("BEGIN");
      for (int step = 0; step < 300; step++) {
        statement.execute(ADD_POINT.formatted(step));
      }
      Files.copy(file, copy.resolve("mlflow.db"), StandardCopyOption.COPY_ATTRIBUTES);
      Files.copy(folder.resolve("mlflow.db-journal"), copy.resolve("mlflow.db-journal"));
      statement.execute("ROLLBACK");
    }
    file = copy.resolve("mlflow.db");
    Map<String, String> before = ReadOnlyContract.snapshot(copy);

    assertThat(added(readAll().runs())).isZero();

    assertThat(ReadOnlyContract.snapshot(copy)).isEqualTo(before);
  }

  @Test
  void aSessionWithoutLocksNoticesThatSomeoneBeganToWrite() throws Exception {
    DatabaseChanges.execute(folder, "PRAGMA journal_mode = WAL");
    assertThat(folder.resolve("mlflow.db-wal")).doesNotExist();
    try (RunSource source = new MlflowSourceFactory().open(spec())) {
      source.list();
      DatabaseChanges.execute(folder, ADD_POINT.formatted(1));
      assertThatThrownBy(() -> source.read(List.of(), new RecordedRuns()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("began to write to it meanwhile; sync again");
    }
    assertThat(added(readAll().runs())).isEqualTo(1);
  }

  @Test
  void aPathWithBlanksSignsAndOtherScriptsIsRead() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("a b#c?d%20e&mode=rwc ключ"));
    file = Files.move(file, odd.resolve("mlflow.db"));
    assertThat(readAll().runs().runs()).isNotEmpty();
  }

  /** Whatever is overwritten: rows, or an IOException that names the file, and nothing else. */
  @Test
  void damagedPagesNeverDoMoreThanFail() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(5);
    int failed = 0;
    for (int round = 0; round < 120; round++) {
      byte[] damaged = whole.clone();
      for (int hit = 0; hit < 60; hit++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, damaged);
      try {
        readAll();
      } catch (IOException unreadable) {
        failed++;
        assertThat(unreadable).hasMessageContaining(file.toString());
      }
    }
    assertThat(failed).isPositive();
  }

  private static long added(RecordedRuns runs) {
    return runs.runs().values().stream().mapToLong(run -> run.points("added").size()).sum();
  }

  private void assertOpeningFails(String reason) throws IOException {
    List<SourceSpec> found = Sources.find(new MlflowSourceFactory(), folder);
    assertThat(found).as("a file named for MLflow is claimed").hasSize(1);
    assertThatThrownBy(() -> new MlflowSourceFactory().open(found.get(0)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot read")
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason);
  }

  private Sources.Reading readAll() throws IOException {
    return Sources.read(new MlflowSourceFactory(), spec());
  }

  private SourceSpec spec() {
    return new SourceSpec("mlflow", "SQLite store", file.toUri(), "test");
  }

  private static Connection connect(Path database) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + database);
  }
}
