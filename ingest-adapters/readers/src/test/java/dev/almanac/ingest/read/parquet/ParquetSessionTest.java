package dev.almanac.ingest.read.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetSessionTest {

  private static final String TYPES =
      "SELECT i, (i * 1.5)::DECIMAL(18,6) AS exact, 'text' || i AS words, i % 2 = 0 AS even,"
          + " TIMESTAMP '2020-03-29 02:30:00.000001' AS naive,"
          + " TIMESTAMPTZ '2020-01-01 01:00:00+01' AS zoned, [i, NULL] AS some,"
          + " {'path': 'a', 'edges': [0.5::DOUBLE]} AS pair, '\\x00\\xFF'::BLOB AS raw,"
          + " CASE WHEN i = 1 THEN 'NaN'::DOUBLE END AS maybe, NULL::VARCHAR[] AS nothing"
          + " FROM range(3) r(i)";

  @TempDir Path folder;

  private Path write(String name, String select) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (" + select + ") TO '" + file + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
    }
    return file;
  }

  @Test
  void everyTypeComesAsItWasWritten() throws Exception {
    Path file = write("types.parquet", TYPES);
    TimeZone before = TimeZone.getDefault();
    // A zone in which the naive time does not exist must not move it.
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    try (ParquetSession session = ParquetSession.open("Test");
        ParquetRows rows = session.query(List.of(file), "SELECT * FROM read_parquet(?)")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.isNull(9)).isTrue();
      assertThat(rows.next()).isTrue();
      assertThat(rows.integer(0)).isEqualTo(1);
      assertThat(rows.decimal(1)).isEqualTo(new BigDecimal("1.500000"));
      assertThat(rows.text(2)).isEqualTo("text1");
      assertThat(rows.truth(3)).isFalse();
      assertThat(rows.value(4)).isEqualTo(Instant.parse("2020-03-29T02:30:00.000001Z"));
      assertThat(rows.micros(5)).isEqualTo(1_577_836_800_000_000L);
      assertThat(rows.list(6)).isEqualTo(Arrays.asList(1L, null));
      assertThat(rows.struct(7)).isEqualTo(Map.of("path", "a", "edges", List.of(0.5)));
      assertThat(rows.bytes(8)).isEqualTo(new byte[] {0, -1});
      assertThat(rows.real(9)).isNaN();
      assertThat(rows.wasNull()).isFalse();
      assertThat(rows.list(10)).isNull();
      assertThat(rows.wasNull()).isTrue();
      assertThat(rows.next()).isTrue();
      assertThat(rows.next()).isFalse();
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void columnsAreListedAndPickedByTheirNames() throws Exception {
    Path file = write("odd.parquet", "SELECT 1 AS \"a \"\" b\", 2.5::DOUBLE AS \"c;--\"");

    try (ParquetSession session = ParquetSession.open("Test")) {
      assertThat(session.columns(file))
          .containsExactly(
              new ParquetColumn("a \" b", "INTEGER"), new ParquetColumn("c;--", "DOUBLE"));
      try (ParquetRows rows = session.read(file, List.of("c;--", "a \" b"))) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.real(0)).isEqualTo(2.5);
        assertThat(rows.integer(1)).isEqualTo(1);
      }
    }
  }

  @Test
  void pathsAreNoPatternsAndNoSql() throws Exception {
    Path file = write("x.parquet", "SELECT 1 AS a");
    write("1/x.parquet", "SELECT 2 AS a");
    Path odd = folder.resolve("[1]*?'; DROP").resolve("x.parquet");
    Files.createDirectories(odd.getParent());
    Files.copy(file, odd);

    try (ParquetSession session = ParquetSession.open("Test");
        ParquetRows rows = session.query(List.of(odd), "SELECT a FROM read_parquet(?)")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.integer(0)).isEqualTo(1);
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void severalFilesAreFilteredAndSortedByTheCaller() throws Exception {
    Path first = write("1.parquet", "SELECT i, 'a' AS k FROM range(0, 50000) r(i)");
    Path second = write("2.parquet", "SELECT -i AS i, 'b' AS k FROM range(0, 50000) r(i)");
    String sql = "SELECT i FROM read_parquet(?) WHERE k = ? OR i = 3 ORDER BY i";
    List<Long> values = new ArrayList<>();

    try (ParquetSession session = ParquetSession.open("Test");
        ParquetRows rows = session.query(List.of(first, second), sql, "b")) {
      while (rows.next()) {
        values.add(rows.integer(0));
      }
    }

    assertThat(values).hasSize(50_001).isSorted().startsWith(-49_999L).endsWith(3L);
  }

  @Test
  void whatIsNoParquetFileIsNamed() throws Exception {
    Path cut = folder.resolve("cut.parquet");
    byte[] whole = Files.readAllBytes(write("whole.parquet", TYPES));
    Files.write(cut, Arrays.copyOf(whole, whole.length - 5));
    Path text = Files.writeString(folder.resolve("text.parquet"), "a,b\n1,2\n3,4\n5,6\n");

    try (ParquetSession session = ParquetSession.open("Test")) {
      assertThatThrownBy(() -> session.columns(cut))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut.parquet")
          .hasMessageContaining("cut off or still being written");
      assertThatThrownBy(() -> session.columns(text))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not begin like a Parquet file");
      assertThatThrownBy(() -> session.columns(folder.resolve("none.parquet")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no such file");
      assertThatThrownBy(() -> session.read(folder.resolve("whole.parquet"), List.of("absent")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("absent");
      assertThat(session.columns(folder.resolve("whole.parquet"))).hasSize(11);
    }
    assertThat(ParquetFile.hasMagic(cut)).isTrue();
    assertThat(ParquetFile.hasMagic(text)).isFalse();
  }

  @Test
  void damageIsAnIoExceptionAtWorst() throws Exception {
    byte[] whole = Files.readAllBytes(write("whole.parquet", TYPES + " UNION ALL " + TYPES));
    Random random = new Random(7);
    Path damaged = folder.resolve("damaged.parquet");

    for (int round = 0; round < 60; round++) {
      byte[] bytes = whole.clone();
      for (int flips = 0; flips <= round % 4; flips++) {
        bytes[random.nextInt(bytes.length - 8)] = (byte) random.nextInt(256);
      }
      Files.write(damaged, bytes);
      try (ParquetSession session = ParquetSession.open("Test");
          ParquetRows rows = session.query(List.of(damaged), "SELECT * FROM read_parquet(?)")) {
        while (rows.next()) {
          for (int column = 0; column < 11; column++) {
            rows.value(column);
          }
        }
      } catch (IOException expected) {
        assertThat(expected.getMessage()).contains("damaged.parquet");
      }
    }
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    Path file = write("x.parquet", "SELECT 1 AS a");
    Path spill;

    try (ParquetSession session = ParquetSession.open("Test")) {
      session.columns(file);
      spill = session.spillFolder();
    }

    assertThat(spill).doesNotExist();
  }
}
