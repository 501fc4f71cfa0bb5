package dev.almanac.ingest.wandb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRuns;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WandbServerTest {

  private static final String RUN = "team/p/runs/r1";

  @TempDir Path folder;

  private StandInServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new StandInServer(folder, 0);
    server.store().write(folder.resolve("team/p/project.json"), facts("internalId", "7"));
    addRun("r1", "2026-01-01T00:00:00Z");
    for (int step = 0; step < 2_000; step++) {
      StandInChanges.append(folder, RUN, row(step, step / 3.0));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Map<String, JsonValue> facts(String... pairs) {
    Map<String, JsonValue> facts = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      facts.put(pairs[i], new JsonValue.Text(pairs[i + 1]));
    }
    return facts;
  }

  private void addRun(String id, String created) {
    server
        .store()
        .write(
            folder.resolve("team/p/runs/" + id + "/run.json"),
            facts(
                "createdAt", created,
                "heartbeatAt", "2026-01-02T00:00:00Z",
                "state", "running",
                "displayName", id,
                "config", "{\"lr\":{\"value\":0.1}}"));
  }

  private static String row(int step, double value) {
    return "{\"loss\":" + value + ",\"_timestamp\":1767225600.25,\"_step\":" + step + "}";
  }

  private SourceSpec spec(SourceOptions options) throws IOException {
    return WandbServers.recognise(URI.create("wandb:" + place() + "/team/p"), options).get(0);
  }

  private String place() {
    return "//127.0.0.1:" + server.uri().getPort();
  }

  private static SourceOptions options() {
    return StandInFactory.options().with("timeout_seconds", "20");
  }

  private RecordedRuns read() throws IOException {
    RecordedRuns runs = new RecordedRuns();
    try (RunSource source = WandbServers.open(spec(options()))) {
      source.read(source.list().runs(), runs);
    }
    return runs;
  }

  private static StandInFaults.Fault fault(int status, String body, String... headers) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return new StandInFaults.Fault(status, all, body);
  }

  private static void assertWhole(RecordedRun run) {
    assertThat(run.points("loss")).hasSize(2_000);
    for (int step = 0; step < 2_000; step++) {
      assertThat(run.points("loss").get(step))
          .isEqualTo(new RecordedRun.Point(step, 1_767_225_600_250_000L, step / 3.0));
    }
  }

  @Test
  void everyRowIsReadAndNoneIsSampled() throws IOException {
    RecordedRuns runs = read();
    assertWhole(runs.run("r1"));
    assertThat(runs.problems()).isEmpty();
    assertThat(runs.run("r1").run().status()).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void limitsErrorsPagesAndDroppedBodiesAreOutlived() throws IOException {
    server.faults().then(fault(429, "slow down", "Retry-After", "0"));
    server.faults().then(fault(429, "slow down", "RateLimit-Reset", "0.01"));
    server.faults().then(fault(502, "<html>bad gateway</html>"));
    server.faults().then(fault(0, "{\"data\":"));
    server.faults().then(fault(500, ""));
    assertWhole(read().run("r1"));
  }

  @Test
  void pagesThatAreTooLargeForTheServerAreHalved() throws IOException {
    server.faults().adopt(StandInFaults.Habit.SMALL_RUN_PAGES);
    server.faults().adopt(StandInFaults.Habit.SMALL_HISTORY_PAGES);
    for (int i = 2; i < 20; i++) {
      addRun("r" + i, "2026-01-01T00:00:" + (i + 10) + "Z");
    }
    RecordedRuns runs = read();
    assertThat(runs.runs()).hasSize(19);
    assertWhole(runs.run("r1"));
  }

  @Test
  void oddSpellingsOfServersAreUnderstood() throws IOException {
    for (StandInFaults.Habit habit :
        List.of(
            StandInFaults.Habit.COUNTS_AS_TEXT,
            StandInFaults.Habit.SIZES_AS_TEXT,
            StandInFaults.Habit.NON_FINITE_AS_TEXT,
            StandInFaults.Habit.TIMES_WITHOUT_ZONE)) {
      server.faults().adopt(habit);
    }
    StandInChanges.append(folder, RUN, "{\"_step\":2000,\"x\":NaN,\"y\":-Infinity,\"z\":-0.0}");
    server.store().put(folder.resolve(RUN).resolve("files"), "a b/c.png", new byte[12]);
    RecordedRun run = read().run("r1");
    assertThat(run.points("x").get(0).value()).isNaN();
    assertThat(run.points("y").get(0).value()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Double.compare(run.points("z").get(0).value(), -0.0)).isZero();
    assertThat(run.run().startedAt()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(run.lines()).anyMatch(line -> line.contains("a b/c.png") && line.contains("12"));
  }

  @Test
  void anOldServerIsAskedForWhatItKnows() throws IOException {
    server.faults().adopt(StandInFaults.Habit.OLD_SCHEMA);
    assertWhole(read().run("r1"));
  }

  @Test
  void aWrongKeyIsSaidAndNeverShown() throws IOException {
    SourceOptions wrong = options().with("api_key", "f".repeat(40));
    try (RunSource source = WandbServers.open(spec(wrong))) {
      assertThatThrownBy(source::list)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("refuses the credentials")
          .hasMessageNotContaining("ffff");
    }
  }

  @Test
  void aLoginPageIsCalledOne() throws IOException {
    server.faults().then(fault(200, "<html>please log in</html>"));
    try (RunSource source = WandbServers.open(spec(options()))) {
      assertThatThrownBy(source::list).hasMessageContaining("login page");
    }
  }

  @Test
  void aProjectThatIsNotThereIsAnError() throws IOException {
    SourceSpec spec =
        WandbServers.recognise(URI.create("wandb:" + place() + "/team/none"), options()).get(0);
    try (RunSource source = WandbServers.open(spec)) {
      assertThatThrownBy(source::list).hasMessageContaining("no such project");
    }
  }

  @Test
  void anEntityIsItsProjects() throws IOException {
    server.store().write(folder.resolve("team/q r/project.json"), facts("internalId", "8"));
    assertThat(WandbServers.recognise(URI.create("wandb:" + place() + "/team"), options()))
        .extracting(SourceSpec::name)
        .containsExactly("team-p", "team-q r");
  }

  @Test
  void onlyRunsThatPassTheFilterAreListed() throws IOException {
    addRun("r2", "2026-02-01T00:00:00Z");
    SourceOptions filtered =
        options().with("filters", "{\"created_at\":{\"$gte\":\"2026-01-15\"}}");
    try (RunSource source = WandbServers.open(spec(filtered))) {
      assertThat(source.list().runs()).extracting(RunEntry::runId).containsExactly("r2");
    }
    assertThatThrownBy(() -> WandbServers.open(spec(options().with("filters", "{"))))
        .hasMessageContaining("filters");
  }

  @Test
  void aGrowingRunIsReadFromWhereItWasReadTo() throws IOException {
    String cursor = String.valueOf(read().run("r1").cursor());
    for (int step = 2_000; step < 2_100; step++) {
      StandInChanges.append(folder, RUN, row(step, step / 3.0));
    }
    server.forgetRequests();
    RecordedRuns more = new RecordedRuns();
    try (RunSource source = WandbServers.open(spec(options()))) {
      RunListing listing = source.list();
      assertThat(source.resume(listing.runs().get(0), cursor, more)).isTrue();
    }
    assertThat(more.run("r1").points("loss")).hasSize(100);
    assertThat(more.run("r1").points("loss").get(0).step()).isEqualTo(2_000);
    assertThat(more.problems()).isEmpty();
  }

  @Test
  void aRunIsContinuedWhenItsRowsWereMovedToAFileMeanwhile() throws IOException {
    Path parquet = folder.resolve("team/p/runs/r2/parquet");
    addRun("r2", "2026-02-01T00:00:00Z");
    Path exported = Path.of("src/test/resources/exports/sweep-1.parquet");
    String rows = "team/p/runs/r2";
    for (int step = 0; step < 10; step++) {
      StandInChanges.append(folder, rows, row(step, step));
    }
    String cursor = String.valueOf(read().run("r2").cursor());
    for (int step = 10; step < 25; step++) {
      StandInChanges.append(folder, rows, row(step, step));
    }
    Files.createDirectories(parquet);
    Files.copy(exported, parquet.resolve("0.parquet"));
    StandInChanges.edit(folder, rows, facts -> facts.put("exportedStep", new JsonValue.Num("19")));
    RecordedRuns more = new RecordedRuns();
    try (RunSource source = WandbServers.open(spec(options()))) {
      RunEntry entry =
          source.list().runs().stream()
              .filter(each -> each.runId().equals("r2"))
              .findFirst()
              .orElseThrow();
      assertThat(source.resume(entry, cursor, more)).isTrue();
    }
    assertThat(more.run("r2").points("loss"))
        .extracting(RecordedRun.Point::step)
        .containsExactly(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L);
    assertThat(more.problems()).isEmpty();
  }

  @Test
  void aRewoundOrEditedRunIsReadWhole() throws IOException {
    String cursor = String.valueOf(read().run("r1").cursor());
    StandInChanges.edit(folder, RUN, StandInChanges::addTag);
    try (RunSource source = WandbServers.open(spec(options()))) {
      RunEntry entry = source.list().runs().get(0);
      assertThat(source.resume(entry, cursor, new RecordedRuns())).isFalse();
      assertThat(source.resume(entry, "other", new RecordedRuns())).isFalse();
    }
  }

  @Test
  void rowsThatTheServerLostAreSaid() throws IOException {
    StandInChanges.append(folder, RUN, "{\"loss\":1}");
    assertThat(read().problems()).extracting(Problem::kind).containsExactly(Problem.Kind.ALTERED);
  }

  @Test
  void anArtifactCanBeFetched() throws IOException {
    server
        .store()
        .put(
            folder.resolve(RUN).resolve("files"), "a b.txt", "hi".getBytes(StandardCharsets.UTF_8));
    try (RunSource source = WandbServers.open(spec(options()));
        InputStream content = source.artifact("r1", "a b.txt")) {
      assertThat(content).hasContent("hi");
      assertThat(source.artifact("r1", "none")).isNull();
    }
  }

  @Test
  void keysAreFoundWhereTheClientLooks(@TempDir Path home) throws IOException {
    URI cloud = URI.create("https://api.wandb.ai");
    Files.writeString(
        home.resolve(".netrc"),
        "machine other login user password no\nmachine api.wandb.ai\n  login user\n  password k1\n");
    WandbKeys keys = new WandbKeys(Map.of(), home);
    assertThat(keys.authorization(cloud, SourceOptions.NONE).reveal()).isEqualTo("Basic YXBpOmsx");
    assertThat(keys.authorization(URI.create("https://x.org"), SourceOptions.NONE)).isNull();
    WandbKeys environment = new WandbKeys(Map.of("WANDB_API_KEY", "k2"), home);
    assertThat(environment.authorization(cloud, SourceOptions.NONE).reveal())
        .isEqualTo("Basic YXBpOmsy");
    Files.createDirectories(home.resolve(".config/wandb"));
    Files.writeString(
        home.resolve(".config/wandb/settings"), "[default]\nbase_url = https://w.example.org\n");
    assertThat(keys.defaultServer()).isEqualTo(URI.create("https://w.example.org"));
  }

  @Test
  void addressesAreUnderstood(@TempDir Path home) throws IOException {
    WandbKeys keys = new WandbKeys(Map.of(), home);
    assertThat(place("https://wandb.ai/team/p", keys).server())
        .isEqualTo(URI.create("https://api.wandb.ai"));
    assertThat(place("https://wandb.ai/team/p", keys).page("r"))
        .isEqualTo("https://wandb.ai/team/p/runs/r");
    assertThat(place("wandb:///team/p", keys).server())
        .isEqualTo(URI.create("https://api.wandb.ai"));
    assertThat(place("wandb://w.example.org/team", keys).project()).isNull();
    assertThat(WandbPlace.of(URI.create("https://x.org/a/b"), SourceOptions.NONE, keys)).isNull();
    assertThat(
            WandbPlace.of(
                URI.create("https://x.org/a/b"), SourceOptions.NONE.with("tracker", "wandb"), keys))
        .isNotNull();
    assertThat(WandbPlace.of(URI.create("mysql://x/y"), SourceOptions.NONE, keys)).isNull();
  }

  private static WandbPlace place(String uri, WandbKeys keys) throws IOException {
    WandbPlace place = WandbPlace.of(URI.create(uri), SourceOptions.NONE, keys);
    assertThat(place).isNotNull();
    return place;
  }
}
