package dev.almanac.analyses.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every analysis on both engines, over real runs of {@code examples/}, and every column of every
 * result table compared: all of them must be equal to the last digit, since kernels get the same
 * rows in the same order. The whole of the examples, through {@code spark-submit}, is {@code
 * .ci/spark}.
 */
final class ParityTest {

  private static final Path EXAMPLES = Path.of("..", "..", "examples").toAbsolutePath().normalize();

  /** The project whose scopes are fewest. */
  private static final String PROJECT = "wine-boosting";

  @TempDir private Path folder;

  @Test
  void bothEnginesGiveTheSameRows() throws IOException {
    CommandLineRun duckdb = new CommandLineRun(folder, folder.resolve("duckdb"));
    duckdb.lines("sync", EXAMPLES.toString());
    // The copy is a warehouse that was moved: its metadata names the old folder.
    copy(folder.resolve("duckdb"), folder.resolve("spark"));
    CommandLineRun spark = new CommandLineRun(folder, folder.resolve("spark"));

    List<String> local = duckdb.lines("analyze", "--project", PROJECT, "--format", "csv");
    List<String> cluster =
        spark.lines("analyze", "--engine", "spark", "--project", PROJECT, "--format", "csv");

    assertThat(cluster).isEqualTo(local).hasSizeGreaterThan(4);
    List<String> tables =
        duckdb.rows(
            "SELECT DISTINCT table_name FROM information_schema.columns"
                + " WHERE column_name = 'analysis_id' ORDER BY table_name");
    assertThat(tables)
        .contains("analysis", "metric_role", "run_configuration", "curve_feature", "hp_importance");
    for (String table : tables) {
      // The two warehouses have snapshots of their own.
      String columns = table.equals("analysis") ? "* EXCLUDE (snapshot_id)" : "*";
      String sql = "SELECT " + columns + " FROM " + table + " ORDER BY ALL";
      assertThat(spark.rows(sql)).as(table).isEqualTo(duckdb.rows(sql));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
