package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite itself, by way of JDBC, is the oracle. */
class SqlitePagesTest {

  private static final int COLUMNS = 3;

  @TempDir Path folder;

  private int databases;

  private record Row(long id, String text, double real, long integer) {}

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 4096, 65_536})
  void readsEveryRowOfEveryPageSizeAsSqliteDoes(int pageSize) throws Exception {
    Path file = database(pageSize, 3_000);
    assertThat(rowsAfter(file, Long.MIN_VALUE)).isEqualTo(oracle(file)).hasSizeGreaterThan(2_000);
  }

  @Test
  void goesOnAfterAnyRow() throws Exception {
    Path file = database(512, 400);
    List<Row> all = oracle(file);
    for (int from = 0; from < all.size(); from += 7) {
      assertThat(rowsAfter(file, all.get(from).id())).isEqualTo(all.subList(from + 1, all.size()));
    }
    assertThat(rowsAfter(file, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void anEmptyTableHasNoRows() throws Exception {
    assertThat(rowsAfter(database(4096, 0), Long.MIN_VALUE)).isEmpty();
  }

  @Test
  void columnsAddedLaterAreNullInOldRows() throws Exception {
    Path file = database(4096, 1);
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE t ADD COLUMN later INTEGER");
    }
    try (SqlitePages pages = SqlitePages.open(file, COLUMNS + 1)) {
      pages.seek(root(file), Long.MIN_VALUE);
      assertThat(pages.next()).isTrue();
      assertThat(pages.record().isNull(COLUMNS)).isTrue();
      assertThat(pages.record().integer(COLUMNS)).isZero();
    }
  }

  @Test
  void leavesWriteAheadLogsToSqlite() throws Exception {
    Path file = database(4096, 10);
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("INSERT INTO t VALUES ('new', 1.5, 1)");
      assertThatThrownBy(() -> rowsAfter(file, Long.MIN_VALUE))
          .isInstanceOf(UnusualPageException.class);
    }
  }

  @Test
  void leavesTablesWithoutRowIdsToSqlite() throws Exception {
    Path file = database(4096, 0);
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE t");
      statement.execute(
          "CREATE TABLE t (text TEXT PRIMARY KEY, real FLOAT, integer BIGINT) WITHOUT ROWID");
    }
    assertThatThrownBy(() -> rowsAfter(file, Long.MIN_VALUE))
        .isInstanceOf(UnusualPageException.class);
  }

  /** Whatever is overwritten: rows, or an UnusualPageException, but nothing else and no hanging. */
  @Test
  void damageIsNeverMoreThanUnusual() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    int unusual = 0;
    for (int round = 0; round < 60; round++) {
      Path file = database(512, 200);
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        for (int hit = 0; hit < 40; hit++) {
          bytes.seek(512 + random.nextLong(bytes.length() - 512));
          bytes.write(random.nextInt(256));
        }
      }
      try {
        drain(file);
      } catch (UnusualPageException expected) {
        unusual++;
      }
    }
    assertThat(unusual).isPositive();
  }

  @Test
  void aFileThatIsCutOffIsUnusual() throws Exception {
    Path file = database(512, 400);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(bytes.length() / 2);
    }
    assertThatThrownBy(() -> drain(file)).isInstanceOf(UnusualPageException.class);
  }

  /** Reads up to a bound, since a damaged tree may have become a circle. */
  private static void drain(Path file) throws IOException {
    try (SqlitePages pages = SqlitePages.open(file, COLUMNS)) {
      pages.seek(2, Long.MIN_VALUE);
      for (int rows = 0; rows < 10_000 && pages.next(); rows++) {
        SqliteRecord row = pages.record();
        row.textLength(0);
        row.real(1);
        row.integer(2);
      }
    }
  }

  /** Texts of up to 2,000 bytes reach overflow pages; ids have gaps and are negative, too. */
  private Path database(int pageSize, int rows) throws SQLException {
    Path file = folder.resolve("t" + databases++ + ".db");
    SplittableRandom random = new SplittableRandom(pageSize);
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size = " + pageSize);
      statement.execute("CREATE TABLE t (text TEXT, real FLOAT, integer BIGINT)");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT OR IGNORE INTO t (rowid, text, real, integer) VALUES (?, ?, ?, ?)")) {
        for (int row = 0; row < rows; row++) {
          int bits = random.nextInt(64);
          insert.setLong(1, random.nextLong() >> random.nextInt(64));
          insert.setString(2, "é".repeat(random.nextInt(row % 50 == 0 ? 1_000 : 20)));
          insert.setDouble(3, row % 3 == 0 ? row : random.nextDouble() - .5);
          insert.setLong(4, random.nextLong() >> bits);
          insert.executeUpdate();
        }
      }
      statement.execute("DELETE FROM t WHERE rowid % 11 = 0");
      connection.commit();
    }
    return file;
  }

  private static List<Row> rowsAfter(Path file, long after) throws Exception {
    List<Row> rows = new ArrayList<>();
    int root = root(file);
    try (SqlitePages pages = SqlitePages.open(file, COLUMNS)) {
      pages.seek(root, after);
      while (pages.next()) {
        SqliteRecord row = pages.record();
        String text =
            new String(row.bytes(), row.textStart(0), row.textLength(0), StandardCharsets.UTF_8);
        rows.add(new Row(pages.rowId(), text, row.real(1), row.integer(2)));
      }
    }
    return rows;
  }

  private static List<Row> oracle(Path file) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT rowid, text, real, integer FROM t ORDER BY rowid")) {
      while (result.next()) {
        rows.add(
            new Row(
                result.getLong(1), result.getString(2), result.getDouble(3), result.getLong(4)));
      }
    }
    return rows;
  }

  private static int root(Path file) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT rootpage FROM sqlite_schema WHERE name = 't'")) {
      return result.getInt(1);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
