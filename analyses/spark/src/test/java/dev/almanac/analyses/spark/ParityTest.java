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
 * Every analysis on both engines, over the warehouse of the runs in {@code examples/}, and every
 * column of every result table compared.
 */
final class ParityTest {

  private static final Path EXAMPLES = Path.of("..", "..", "examples").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @Test
  void bothEnginesGiveTheSameRows() throws IOException {
    CommandLineRun duckdb = new CommandLineRun(folder, folder.resolve("duckdb"));
    duckdb.lines("sync", EXAMPLES.toString());
    copy(folder.resolve("duckdb"), folder.resolve("spark"));
    CommandLineRun spark = new CommandLineRun(folder, folder.resolve("spark"));

    System.err.println(duckdb.rows("SELECT project, count(DISTINCT r.run_key) AS runs, count(DISTINCT s.key) AS m FROM runs r JOIN metric_summaries s USING (run_key) WHERE NOT system GROUP BY ALL ORDER BY 2, 3"));
    for (String project : duckdb.rows("SELECT project FROM runs r JOIN metric_summaries s USING (run_key) WHERE NOT system GROUP BY ALL HAVING count(DISTINCT run_key) > 5 ORDER BY count(*) LIMIT 2")) {
    long t0 = System.nanoTime();
    List<String> local = duckdb.lines("analyze", "--format", "csv", "--project", project);
    long t1 = System.nanoTime();
    List<String> cluster = spark.lines("analyze", "--engine", "spark", "--format", "csv", "--project", project);
    long t2 = System.nanoTime();
    System.err.println(project + " duckdb " + (t1 - t0) / 1e9 + " spark " + (t2 - t1) / 1e9 + local);

    assertThat(cluster).isEqualTo(local);
    }
    List<String> tables =
        duckdb.rows(
            "SELECT DISTINCT table_name FROM information_schema.columns"
                + " WHERE column_name = 'analysis_id' ORDER BY table_name");
    assertThat(tables).isNotEmpty();
    for (String table : tables) {
      String name = table;
      String sql = "SELECT * FROM " + name + " ORDER BY ALL";
      if (name.equals("analysis")) sql = "SELECT * EXCLUDE (snapshot_id) FROM analysis ORDER BY ALL";
      System.err.println(name + " " + duckdb.rows(sql).size());
      try {
      assertThat(spark.rows(sql)).as(name).isEqualTo(duckdb.rows(sql));
      } catch (AssertionError e) { System.err.println(e.getMessage().substring(0, Math.min(3000, e.getMessage().length()))); }
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
