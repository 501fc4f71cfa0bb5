package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.http.RetryPolicy;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RecordedRuns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what real servers answered, each on the store of a recorded case. */
class MlflowRestStoreTest {

  private static final RetryPolicy RETRIES =
      RetryPolicy.DEFAULT.withAttempts(2).withPauses(Duration.ofMillis(1), Duration.ofMillis(1));

  @TempDir Path home;

  private SourceSpec spec(RecordedServer server) throws IOException {
    RestLogin nobody = new RestLogin(Map.of(), home);
    List<SourceSpec> found =
        RestPlaces.recognise(server.uri(), SourceOptions.NONE, nobody, RETRIES);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private RunSource open(RecordedServer server) throws IOException {
    return new MlflowRestStore(spec(server), new RestLogin(Map.of(), home), RETRIES);
  }

  private static List<String> read(RunSource source) throws IOException {
    List<RunEntry> entries = source.list().runs();
    RecordedRuns runs = new RecordedRuns();
    for (List<RunEntry> batch : source.plan(entries)) {
      source.read(batch, runs);
    }
    return runs.lines();
  }

  private static Map<String, String> fingerprints(RunSource source) throws IOException {
    Map<String, String> found = new TreeMap<>();
    source.list().runs().forEach(run -> found.put(run.runId(), run.fingerprint()));
    return found;
  }

  private static RecordedCase caseOf(String version) {
    return new RecordedCase(
        version, Path.of("src/test/resources/cases").resolve("sqlite-" + version));
  }

  /** Links lead to the server; the database has none. */
  private static List<String> withoutLinks(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll(",\"url\":\"[^\"]*\"", "")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.17.2", "1.30.0"})
  void aServerGivesTheRowsOfItsDatabase(String version) throws IOException {
    try (RecordedServer server = RecordedServer.of(version);
        RunSource source = open(server)) {
      List<String> expected = new ArrayList<>(caseOf(version).expected());
      assertThat(withoutLinks(read(source))).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(read(source)).isEqualTo(read(source));
    }
  }

  @Test
  void runsLinkBackToTheServer() throws IOException {
    try (RecordedServer server = RecordedServer.of("3.17.2");
        RunSource source = open(server)) {
      assertThat(read(source))
          .anyMatch(line -> line.contains(server.uri() + "/#/experiments/1/runs/"));
    }
  }

  @Test
  void anUnchangedServerIsOnlyListed() throws IOException {
    try (RecordedServer server = RecordedServer.of("3.17.2");
        RunSource source = open(server)) {
      Map<String, String> before = fingerprints(source);
      server.takeRequests();
      assertThat(fingerprints(source)).isEqualTo(before);
      assertThat(server.takeRequests())
          .noneMatch(request -> request.contains("get-history"))
          .noneMatch(request -> request.contains("runs/get"));
    }
  }

  @Test
  void aChangeShowsInTheFingerprintsOfTheRunsThatItTouches() throws IOException {
    try (RecordedServer server = RecordedServer.of("3.17.2");
        RunSource source = open(server)) {
      Map<String, String> before = fingerprints(source);
      server.replace("running for a month", "running for a year");
      Map<String, String> after = fingerprints(source);
      long changed =
          before.entrySet().stream()
              .filter(run -> !run.getValue().equals(after.get(run.getKey())))
              .count();
      assertThat(changed).isEqualTo(1);
    }
  }

  @Test
  void theContentOfAnArtifactIsToBeHad() throws IOException {
    try (RecordedServer server = RecordedServer.of("3.17.2");
        RunSource source = open(server)) {
      String runId = runWith(source, "report.txt");
      try (InputStream content = source.artifact(runId, "report.txt")) {
        assertThat(content).isNotNull();
        assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("fine\n");
      }
      assertThat(source.artifact(runId, "no/such.txt")).isNull();
    }
  }

  private static String runWith(RunSource source, String artifact) throws IOException {
    return read(source).stream()
        .filter(line -> line.contains("\"artifact\"") && line.contains('"' + artifact + '"'))
        .map(line -> line.replaceAll("^\\{\"run\":\"([^\"]+)\".*", "$1"))
        .findFirst()
        .orElseThrow();
  }
}
