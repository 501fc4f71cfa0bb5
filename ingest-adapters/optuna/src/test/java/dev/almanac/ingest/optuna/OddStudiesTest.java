package dev.almanac.ingest.optuna;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OddStudiesTest {

  @TempDir Path folder;

  private static final String STUDY =
      "{\"op_code\": 0, \"worker_id\": \"w\", \"study_name\": \"s\", \"directions\": [2]}\n";

  @Test
  void operationsThatOptunaRefusedAreRefusedAgain() throws IOException {
    Sources.Reading reading =
        journal(
            STUDY
                + STUDY
                + "{\"op_code\": 4, \"worker_id\": \"w\", \"study_id\": 0}\n"
                + "{\"op_code\": 6, \"worker_id\": \"w\", \"trial_id\": 0, \"state\": 1,"
                + " \"values\": [0.5]}\n"
                + "{\"op_code\": 6, \"worker_id\": \"w\", \"trial_id\": 0, \"state\": 3,"
                + " \"values\": null}\n"
                + "{\"op_code\": 7, \"worker_id\": \"w\", \"trial_id\": 0, \"step\": 1,"
                + " \"intermediate_value\": 7.0}\n");
    assertThat(reading.runs().runs()).containsOnlyKeys("s/0");
    assertThat(reading.runs().run("s/0").run().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(reading.runs().run("s/0").points("intermediate_value")).isEmpty();
    assertThat(reading.runs().run("s/0").lines())
        .anyMatch(line -> line.contains("\"direction\":\"max\",\"direction_basis\":\"study\""));
  }

  @Test
  void aRetryPointsToTheTrialThatFailed() throws IOException {
    Sources.Reading reading =
        journal(
            STUDY
                + "{\"op_code\": 4, \"worker_id\": \"w\", \"study_id\": 0, \"state\": 3}\n"
                + "{\"op_code\": 4, \"worker_id\": \"w\", \"study_id\": 0, \"state\": 4,"
                + " \"system_attrs\": {\"failed_trial\": 0}}\n");
    assertThat(reading.runs().run("s/1").lines())
        .anyMatch(line -> line.contains("\"relation\":\"retry\",\"other\":\"s/0\""));
  }

  @Test
  void whatIsNoOperationIsSaidAndTheRestGoesIn() throws IOException {
    Sources.Reading reading =
        journal(
            STUDY
                + "{\"op_code\": 77, \"worker_id\": \"w\"}\n"
                + "{\"op_code\": 4, \"wor\n"
                + "[".repeat(5_000)
                + "\n"
                + "{\"op_code\": 4, \"worker_id\": \"w\", \"study_id\": 0}\n"
                + "{\"op_code\": 8, \"worker_id\": \"w\", \"trial_id\": 0, \"user_");
    assertThat(reading.runs().runs()).containsOnlyKeys("s/0");
    assertThat(reading.listing().problems())
        .extracting(Problem::kind)
        .containsExactly(
            Problem.Kind.CORRUPT,
            Problem.Kind.CORRUPT,
            Problem.Kind.CORRUPT,
            Problem.Kind.TRUNCATED);
  }

  @Test
  void aParamWhoseChoiceIsNotThereIsSaid() throws IOException {
    Sources.Reading reading =
        journal(
            STUDY
                + "{\"op_code\": 4, \"worker_id\": \"w\", \"study_id\": 0}\n"
                + "{\"op_code\": 5, \"worker_id\": \"w\", \"trial_id\": 0, \"param_name\": \"k\","
                + " \"param_value_internal\": 9, \"distribution\": \"{\\\"name\\\":"
                + " \\\"CategoricalDistribution\\\", \\\"attributes\\\": {\\\"choices\\\":"
                + " [1]}}\"}\n"
                + "{\"op_code\": 5, \"worker_id\": \"w\", \"trial_id\": 0, \"param_name\": \"l\","
                + " \"param_value_internal\": 9, \"distribution\": \"{}\"}\n");
    assertThat(reading.runs().run("s/0").paramCount()).isZero();
    assertThat(reading.runs().problems()).hasSize(2);
  }

  /** Mutated journals never break the reader, and what is read stays bounded by what is there. */
  @Test
  void mutatedJournalsAreReadAsFarAsTheyMakeSense() throws IOException {
    byte[] whole =
        Files.readAllBytes(Path.of("src/test/resources/cases/journal-5.0.0/input/study.log"));
    Random random = new Random(20_261_126);
    for (int round = 0; round < 300; round++) {
      byte[] mutated = whole.clone();
      for (int change = 0; change <= round % 20; change++) {
        mutated[20 + random.nextInt(mutated.length - 20)] = (byte) random.nextInt(256);
      }
      Sources.Reading reading = read(mutated);
      assertThat(reading.runs().runs().size()).isLessThan(40);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "1e-05, 1.0E-5",
    "0.0001, 1.0E-4",
    "1e+16, 1.0E16",
    "1000000000000000.0, 1.0E15",
    "2.5e-300, 2.5E-300",
    "-0.0, -0.0",
    "5.0, 5",
    "nan, NaN",
    "-inf, -Infinity"
  })
  void numbersAreSpelledAsPythonSpellsThem(String python, double value) {
    assertThat(PythonFloat.repr(value)).isEqualTo(python);
  }

  @ParameterizedTest
  @CsvSource({
    "UniformDistribution, FLOAT, LINEAR",
    "LogUniformDistribution, FLOAT, LOG",
    "DiscreteUniformDistribution, FLOAT, LINEAR",
    "IntUniformDistribution, INT, LINEAR",
    "IntLogUniformDistribution, INT, LOG"
  })
  void distributionsOfOldVersionsAreKnown(String name, String type, String scale)
      throws IOException {
    Distribution old =
        Distribution.parse(
            "{\"name\": \"" + name + "\", \"attributes\": {\"low\": 1, \"high\": 8, \"q\": 0.5}}");
    assertThat(old.type()).hasToString(type);
    assertThat(old.scale()).hasToString(scale);
    assertThat(old.dimension("x").high()).isEqualTo(8.0);
    assertThat(
            Distribution.parse("{\"type\": \"float\", \"low\": 1, \"high\": 2, \"log\": true}")
                .scale())
        .hasToString("LOG");
  }

  @Test
  void timesWithoutZoneAreLocalBefore5AndUtcSince() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    OptunaTimes before = OptunaTimes.of("4.2.0", berlin, OptunaTimes.Said.BY_USER);
    OptunaTimes since = OptunaTimes.of("5.0.0", berlin, OptunaTimes.Said.BY_USER);
    String summer = "2024-07-01 12:00:00.5";
    assertThat(before.instant(summer)).isEqualTo(Instant.parse("2024-07-01T10:00:00.500Z"));
    assertThat(since.instant(summer)).isEqualTo(Instant.parse("2024-07-01T12:00:00.500Z"));
    assertThat(before.instant("2024-07-01T12:00:00+00:00"))
        .isEqualTo(Instant.parse("2024-07-01T12:00:00Z"));
    assertThat(before.instant("soon")).isNull();
  }

  @Test
  void aDatabaseOfAnotherToolIsNotClaimed() throws Exception {
    Path file = folder.resolve("other.db");
    try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE trials (trial_id INTEGER)");
      statement.execute("CREATE TABLE studies (study_id INTEGER)");
    }
    assertThat(Sources.find(new OptunaSourceFactory(), folder)).isEmpty();
  }

  private Sources.Reading journal(String text) throws IOException {
    assertThat(JsonText.parse(STUDY)).isNotNull();
    return read(text.getBytes(UTF_8));
  }

  private Sources.Reading read(byte[] content) throws IOException {
    Path file = folder.resolve("study.log");
    Files.write(file, content);
    List<Sources.Reading> readings = Sources.readAll(new OptunaSourceFactory(), file);
    assertThat(readings).hasSize(1);
    return readings.get(0);
  }
}
