package dev.almanac.ingest.comet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRuns;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads from recorded answers that the real client read the same experiments from. */
class CometServerTest {

  private RecordedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new RecordedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void readsWhatTheClientReads() throws IOException {
    Reading reading = read(options());
    JsonValue client = JsonText.parse(Files.readAllBytes(RecordedServer.CLIENT));
    assertThat(reading.runs.runs().keySet())
        .containsExactlyInAnyOrderElementsOf(client.entries().keySet());
    client.entries().forEach((key, experiment) -> compare(experiment, reading.run(key)));
  }

  private static void compare(JsonValue client, RecordedRun run) {
    assertThat(run.run().name()).isEqualTo(client.get("name").text());
    assertThat(run.run().project()).isEqualTo(client.get("project").text());
    assertThat(run.run().deleted()).isEqualTo(CometMapping.isTrue(client.get("archived")));
    assertThat(run.run().status().word()).isEqualTo(client.get("state").text());
    Map<String, List<String>> expected = new HashMap<>();
    for (JsonValue point : client.get("metrics").elements()) {
      String text = point.get("metricValue").asText();
      if (point.get("metricValue").number() == null && !text.equals("True")) {
        continue;
      }
      Double value = text.equals("True") ? Double.valueOf(1) : point.get("metricValue").number();
      Double step = point.get("step").number();
      expected
          .computeIfAbsent(point.get("metricName").asText(), absent -> new ArrayList<>())
          .add(
              (step == null ? 0 : step.longValue())
                  + " "
                  + value
                  + " "
                  + 1_000 * point.get("timestamp").integer());
    }
    expected.forEach(
        (name, points) -> {
          String series =
              CometMapping.kind(name).name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
          assertThat(run.allPoints().get(series))
              .as(name)
              .extracting(p -> p.step() + " " + p.value() + " " + p.timeMicros())
              .containsExactlyElementsOf(points);
        });
    long bookkeeping =
        client.get("params").elements().stream()
            .filter(p -> CometMapping.isBookkeeping(p.get("name").asText()))
            .count();
    assertThat(run.paramCount())
        .isEqualTo((int) (client.get("params").elements().size() - bookkeeping));
    for (JsonValue param : client.get("params").elements()) {
      if (!CometMapping.isBookkeeping(param.get("name").asText())) {
        assertThat(String.join("\n", run.lines()))
            .contains("\"key\":\"" + param.get("name").asText() + "\",\"value\":");
      }
    }
    for (JsonValue tag : client.get("tags").elements()) {
      assertThat(run.tags()).containsKey(tag.asText());
    }
    for (JsonValue other : client.get("others").elements()) {
      String name = other.get("name").asText();
      if (!name.equals("Name")) {
        assertThat(run.tags()).containsEntry(name, other.get("valueCurrent").asText());
      }
    }
    long artifacts =
        run.lines().stream().filter(line -> line.contains("\"fact\":\"artifact\"")).count();
    assertThat(artifacts).isEqualTo(client.get("assets").elements().size());
  }

  @Test
  void deliversWhatIsDeclaredOfServers() throws IOException {
    Reading reading = read(options());
    String all =
        String.join(
            "\n", reading.runs.runs().values().stream().flatMap(r -> r.lines().stream()).toList());
    assertThat(all)
        .contains("\"fact\":\"search\",\"key\":\"kind\",\"type\":\"categorical\"")
        .contains("\"key\":\"lr\",\"type\":\"float\",\"scale\":\"log\",\"low\":\"0.001\"")
        .contains("\"direction\":\"max\",\"direction_basis\":\"optimizer\"")
        .contains("\"fact\":\"reported\"")
        .contains("\"deleted\":true")
        .contains("\"group\":\"sweep one\"");
    assertThat(new CometSourceFactory().capabilities())
        .containsAll(EnumSet.of(Capability.SEARCH_SPACE, Capability.DELETED_RUNS));
  }

  @Test
  void anOlderServerIsAskedMetricByMetricAndGivesTheSame() throws IOException {
    List<String> whole = read(options()).lines();
    server.withoutGetAll();
    assertThat(read(options()).lines()).isEqualTo(whole);
    assertThat(server.asked()).anyMatch(path -> path.contains("get-metric"));
  }

  @Test
  void waitsAndAsksAgainWhenTheServerLimitsTheRate() throws IOException {
    List<String> whole = read(options()).lines();
    server.limitEvery(7);
    assertThat(read(options()).lines()).isEqualTo(whole);
  }

  @Test
  void anEqualServerHasEqualFingerprintsAndAChangedOneOthers() throws IOException {
    Map<String, String> before = read(options()).fingerprints();
    assertThat(read(options()).fingerprints()).isEqualTo(before);
    String key = before.keySet().stream().sorted().findFirst().orElseThrow();
    server.change("experiment/tags", key, "{\"tags\":[\"late\"]}");
    Map<String, String> after = read(options()).fingerprints();
    assertThat(after).isNotEqualTo(before);
    after.remove(key);
    assertThat(before).containsAllEntriesOf(after);
    assertThat(read(options().with(CometServer.CHANGES, "listing")).fingerprints())
        .hasSize(before.size());
  }

  @Test
  void theSecretStandsInTheHeaderOnlyAndAWrongOneIsSaid() throws IOException {
    assertThatThrownBy(() -> read(options().with(CometAccess.KEY, "wrong-key-123456")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("401")
        .hasMessageNotContaining("wrong-key");
    read(options());
    assertThat(server.asked()).noneMatch(path -> path.contains(RecordedServer.KEY));
    assertThatThrownBy(() -> read(new SourceOptions(Map.of(CometServer.RATE, "0"))))
        .hasMessageContaining("COMET_API_KEY");
  }

  @Test
  void keysAreFoundInTheEnvironmentAndInTheTrackersFile() throws IOException {
    Path home = Files.createTempDirectory("almanac-home-");
    Files.writeString(
        home.resolve(".comet.config"),
        "[other]\napi_key = no\n[comet]\napi_key = in-file\nurl_override=https://c.example/clientlib/\n");
    CometAccess file = CometAccess.of(Map.of(), home.toString()).find(SourceOptions.NONE);
    assertThat(file.key().reveal()).isEqualTo("in-file");
    assertThat(file.stated()).hasToString("https://c.example");
    assertThat(file.toString()).doesNotContain("in-file");
    CometAccess environment =
        CometAccess.of(Map.of("COMET_API_KEY", "in-env"), home.toString()).find(SourceOptions.NONE);
    assertThat(environment.key().reveal()).isEqualTo("in-env");
    assertThat(environment.stated()).isNull();
    String smart = "abc*eyJiYXNlVXJsIjoiaHR0cHM6Ly9zLmV4YW1wbGUvIn0=";
    assertThat(
            CometAccess.of(Map.of("COMET_API_KEY", smart), home.toString())
                .find(SourceOptions.NONE)
                .stated())
        .hasToString("https://s.example");
  }

  @Test
  void placesAreRecognisedByTheirUris() throws IOException {
    CometSourceFactory factory = new CometSourceFactory();
    assertThat(factory.recognise(URI.create("comet://my_team/vision"), SourceOptions.NONE))
        .extracting(SourceSpec::name)
        .containsExactly("my_team-vision");
    assertThat(factory.recognise(URI.create("https://www.comet.com/team"), SourceOptions.NONE))
        .hasSize(1);
    assertThat(factory.recognise(URI.create("https://www.comet.com/docs/v2"), SourceOptions.NONE))
        .isEmpty();
    assertThat(factory.recognise(URI.create("https://example.org/a"), SourceOptions.NONE))
        .isEmpty();
    assertThatThrownBy(() -> factory.recognise(URI.create("comet:///"), SourceOptions.NONE))
        .hasMessageContaining("names no workspace");
  }

  @Test
  void tellsThatAMetricMayHaveBeenThinnedOut() throws IOException {
    String key = server.keys().iterator().next();
    StringBuilder many = new StringBuilder("{\"metrics\":[");
    for (int step = 0; step < 15_000; step++) {
      many.append(step == 0 ? "" : ",")
          .append("{\"metricName\":\"long\",\"metricValue\":\"0.5\",\"step\":")
          .append(step)
          .append(",\"timestamp\":1795719486561,\"epoch\":null,\"runContext\":null}");
    }
    server.change("experiment/metrics/get-all", key, many.append("]}").toString());
    Reading reading = read(options());
    assertThat(reading.run(key).points("long")).hasSize(15_000);
    assertThat(reading.runs.problems())
        .anyMatch(
            problem ->
                problem.kind() == Problem.Kind.ALTERED
                    && problem.reason().contains("thins out the rest"));
  }

  @Test
  void anExperimentThatVanishedIsNotBegunAndOneMissingAnswerCostsItself() throws IOException {
    List<String> keys = new ArrayList<>(server.keys());
    server.refuse("experiment/git/metadata", keys.get(0), 403);
    try (RunSource source = open(options())) {
      RunListing listing = source.list();
      server.refuse("experiment/metadata", keys.get(1), 404);
      RecordedRuns runs = new RecordedRuns();
      for (RunEntry entry : listing.runs()) {
        source.read(List.of(entry), runs);
      }
      assertThat(runs.runs()).hasSize(keys.size() - 1).doesNotContainKey(keys.get(1));
      assertThat(runs.problems())
          .anyMatch(problem -> problem.location().equals("experiment/git/metadata"));
      assertThat(runs.runs().values()).allMatch(run -> run.run().status() != RunStatus.UNKNOWN);
    }
  }

  @Test
  void aServerThatAnswersWithAPageOrErrorsEndsInWords() throws IOException {
    server.refuseAll(503);
    assertThatThrownBy(() -> read(options())).hasMessageContaining("503");
    server.answerAll("<html>login</html>");
    assertThatThrownBy(() -> read(options())).hasMessageContaining("web page");
  }

  @Test
  void opensTheContentOfAnAsset() throws IOException {
    try (RunSource source = open(options())) {
      String key =
          server.keys().stream()
              .filter(k -> server.body("experiment/asset/list", k).contains("net.bin"))
              .findFirst()
              .orElseThrow();
      try (InputStream content = source.artifact(key, "net.bin")) {
        assertThat(content)
            .hasBinaryContent("asset".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      assertThat(source.artifact(key, "nothing")).isNull();
    }
  }

  /** What one sync would see. */
  private record Reading(RunListing listing, RecordedRuns runs) {
    RecordedRun run(String key) {
      return runs.runs().get(key);
    }

    List<String> lines() {
      return runs.runs().values().stream().flatMap(run -> run.lines().stream()).toList();
    }

    Map<String, String> fingerprints() {
      Map<String, String> all = new HashMap<>();
      listing.runs().forEach(entry -> all.put(entry.runId(), entry.fingerprint()));
      return all;
    }
  }

  private SourceOptions options() {
    return new SourceOptions(
        Map.of(
            CometAccess.KEY,
            RecordedServer.KEY,
            CometAccess.SERVER,
            server.url(),
            CometServer.RATE,
            "0",
            "attempts",
            "2"));
  }

  private static RunSource open(SourceOptions options) throws IOException {
    URI uri = URI.create("comet://team");
    SourceSpec spec = new SourceSpec("comet", "REST", uri, "team", options, Set.of());
    return CometServer.open(spec, CometAccess.of(Map.of(), "/nowhere"));
  }

  private static Reading read(SourceOptions options) throws IOException {
    try (RunSource source = open(options)) {
      RunListing listing = source.list();
      RecordedRuns runs = new RecordedRuns();
      for (List<RunEntry> batch : source.plan(listing.runs())) {
        source.read(batch, runs);
      }
      return new Reading(listing, runs);
    }
  }
}
