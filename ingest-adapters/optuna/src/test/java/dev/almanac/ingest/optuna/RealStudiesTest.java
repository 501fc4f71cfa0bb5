package dev.almanac.ingest.optuna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the databases of ten schema generations that Optuna's own tests upgrade. */
class RealStudiesTest {

  private static Path data() {
    String given = System.getenv("ALMANAC_REAL_DATA");
    return (given == null ? Path.of("../../../shared/data") : Path.of(given))
        .resolve("optuna-schema-fixtures");
  }

  static Stream<String> generations() {
    return Stream.of(
        "0.9.0.a", "1.2.0.a", "1.3.0.a", "2.4.0.a", "2.6.0.a", "3.0.0.a", "3.0.0.b", "3.0.0.c",
        "3.0.0.d", "3.2.0.a");
  }

  @ParameterizedTest
  @MethodSource("generations")
  void everyGenerationGivesItsTrialsParamsAndValues(String generation)
      throws IOException, SQLException {
    Path file = data().resolve("rdb_tests/test_upgrade_assets/" + generation + ".db");
    assumeTrue(Files.exists(file), "no real data at " + file);
    List<Sources.Reading> readings = Sources.readAll(new OptunaSourceFactory(), file);
    assertThat(readings).hasSize(1);
    Collection<RecordedRun> runs = readings.get(0).runs().runs().values();
    assertThat(readings.get(0).runs().problems()).isEmpty();
    assertThat(runs).hasSize(count(file, "SELECT count(*) FROM trials"));
    assertThat(runs.stream().mapToInt(RecordedRun::paramCount).sum())
        .isEqualTo(count(file, "SELECT count(*) FROM trial_params"));
    int curve = runs.stream().mapToInt(run -> run.points("intermediate_value").size()).sum();
    boolean old = generation.compareTo("2.4") < 0;
    assertThat(curve)
        .isEqualTo(
            count(
                file,
                old
                    ? "SELECT count(*) FROM trial_values"
                    : "SELECT count(*) FROM trial_intermediate_values"));
    assertThat(runs.stream().flatMap(run -> run.lines().stream()))
        .filteredOn(line -> line.contains("\"fact\":\"search\""))
        .hasSize(count(file, "SELECT count(*) FROM trial_params"));
  }

  private static int count(Path file, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?immutable=1");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.getInt(1);
    }
  }

  /** What Optuna 5.0.0 makes of the same file. */
  @Test
  void theJournalOfTheFirstDevelopersVersionIsReplayed() throws IOException {
    Path file = data().resolve("journal_tests/assets/4.0.0.dev.log");
    assumeTrue(Files.exists(file), "no real data at " + file);
    List<Sources.Reading> readings = Sources.readAll(new OptunaSourceFactory(), file);
    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).runs().problems()).noneMatch(p -> p.kind() == Problem.Kind.CORRUPT);
    assertThat(readings.get(0).runs().runs().keySet())
        .anyMatch(id -> id.startsWith("single_optimization/"))
        .noneMatch(id -> id.startsWith("single_to_be_deleted/"));
  }
}
