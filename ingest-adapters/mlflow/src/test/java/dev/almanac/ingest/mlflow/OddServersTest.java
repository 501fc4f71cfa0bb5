package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.http.RetryPolicy;
import dev.almanac.ingest.testkit.RecordedRuns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Servers with the traps that single versions of MLflow have or had: answers that end without
 * saying so, pages that do not move on, small pages. Stands in for versions and services that
 * cannot be had here; what a real server does is in {@link MlflowRestStoreTest}.
 */
@Timeout(60)
class OddServersTest {

  private static final RetryPolicy RETRIES =
      RetryPolicy.DEFAULT.withAttempts(2).withPauses(Duration.ofMillis(1), Duration.ofMillis(1));

  private static final int CAP = 25_000;

  @TempDir Path home;

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Map<String, Integer> points = new TreeMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> logins = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private String storeType = "SqlStore";
  private String wanted = "";
  private int largestPage = 1_000_000;
  private boolean tokensStand;

  /** Where the API lies, and what it calls runs and lists experiments with. */
  private String api = "";

  private String runIdField = "run_id";
  private String experiments = "/experiments/search";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, List<String>> query = query(exchange.getRequestURI());
    exchange.getRequestBody().readAllBytes();
    requests.add(path);
    String login = exchange.getRequestHeaders().getFirst("Authorization");
    logins.add(String.valueOf(login));
    if (!wanted.isEmpty() && !wanted.equals(login)) {
      answer(exchange, 401, "You are not authenticated. See mlflow.org");
    } else if (!path.startsWith(api)) {
      answer(exchange, 404, "");
    } else if (api.isEmpty() && path.endsWith("/server-info")) {
      answer(exchange, 200, "{\"store_type\":\"" + storeType + "\"}");
    } else if (path.endsWith(experiments)) {
      answer(exchange, 200, "{\"experiments\":[{\"experiment_id\":\"1\",\"name\":\"churn\"}]}");
    } else if (path.endsWith("/runs/search")) {
      answer(exchange, 200, runs());
    } else if (path.endsWith("/runs/get")) {
      answer(exchange, 200, "{\"run\":" + run(query.get(runIdField).get(0)) + "}");
    } else if (path.endsWith("/get-history-bulk")) {
      answer(exchange, 200, bulk(query.get("run_id")));
    } else if (path.endsWith("/get-history")) {
      history(exchange, query);
    } else if (path.endsWith("/artifacts/list")) {
      answer(exchange, 200, "{}");
    } else {
      answer(exchange, 404, "");
    }
  }

  private static Map<String, List<String>> query(URI uri) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (String pair : uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
      String[] halves = pair.split("=", 2);
      found
          .computeIfAbsent(halves[0], absent -> new ArrayList<>())
          .add(URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
    }
    return found;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String runs() {
    List<String> all = points.keySet().stream().map(this::run).toList();
    return "{\"runs\":[" + String.join(",", all) + "]}";
  }

  private String run(String runId) {
    return "{\"info\":{\""
        + runIdField
        + "\":\""
        + runId
        + "\",\"experiment_id\":\"1\",\"status\":\"FINISHED\"},\"data\":{\"metrics\":[{\"key\":"
        + "\"loss\",\"value\":1,\"timestamp\":\"5\",\"step\":\"7\"}]}}";
  }

  private static String point(String runId, int step) {
    return "{\"run_id\":\""
        + runId
        + "\",\"value\":0.5,\"timestamp\":"
        + step
        + ",\"step\":"
        + step
        + "}";
  }

  private String bulk(List<String> runIds) {
    List<String> found = new ArrayList<>();
    for (String runId : runIds.stream().sorted().toList()) {
      for (int step = 0; step < points.get(runId) && found.size() < CAP; step++) {
        found.add(point(runId, step));
      }
    }
    return "{\"metrics\":[" + String.join(",", found) + "]}";
  }

  private void history(HttpExchange exchange, Map<String, List<String>> query) throws IOException {
    int size = Integer.parseInt(query.get("max_results").get(0));
    if (size > largestPage) {
      answer(exchange, 400, "{\"error_code\":\"INVALID_PARAMETER_VALUE\"}");
      return;
    }
    String runId = query.get(runIdField).get(0);
    int from =
        tokensStand || query.get("page_token") == null
            ? 0
            : Integer.parseInt(query.get("page_token").get(0));
    int to = Math.min(points.get(runId), from + size);
    List<String> found = new ArrayList<>();
    for (int step = from; step < to; step++) {
      found.add(point(runId, step));
    }
    boolean more = to < points.get(runId) || tokensStand;
    String token = more ? ",\"next_page_token\":\"" + to + "\"" : "";
    answer(exchange, 200, "{\"metrics\":[" + String.join(",", found) + "]" + token + "}");
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private RecordedRuns read(SourceOptions options, RestLogin login) throws IOException {
    List<SourceSpec> specs = RestPlaces.recognise(uri(), options, login, RETRIES);
    assertThat(specs).hasSize(1);
    try (MlflowRestStore store = new MlflowRestStore(specs.get(0), login, RETRIES)) {
      RecordedRuns runs = new RecordedRuns();
      for (List<RunEntry> batch : store.plan(store.list().runs())) {
        store.read(batch, runs);
      }
      return runs;
    }
  }

  private RecordedRuns read() throws IOException {
    return read(SourceOptions.NONE, new RestLogin(Map.of(), home));
  }

  private static long points(RecordedRuns runs, String runId) {
    return runs.run(runId).lines().stream().filter(line -> line.contains("\"point\"")).count();
  }

  private long asked(String page) {
    return requests.stream().filter(path -> path.endsWith(page)).count();
  }

  private void assertAllPoints(RecordedRuns runs) {
    points.forEach((runId, count) -> assertThat(points(runs, runId)).isEqualTo((long) count));
  }

  @Test
  void aBulkAnswerThatEndsWithoutAWordLosesNothing() throws IOException {
    points.putAll(Map.of("a1", 9_000, "b2", 26_000, "c3", 9_000, "d4", 1));
    assertAllPoints(read());
    assertThat(asked("/get-history-bulk")).isEqualTo(2);
    assertThat(asked("/get-history")).isEqualTo(2);
  }

  @Test
  void aBulkAnswerThatEndsWithTheLastPointOfARunLosesNothing() throws IOException {
    points.putAll(Map.of("a1", 20_000, "b2", 5_000, "c3", 3));
    assertAllPoints(read());
  }

  @Test
  void whatABulkAnswerDoesNotHoldIsAskedForInPartsThatAnAnswerHolds() throws IOException {
    for (int run = 0; run < 40; run++) {
      points.put(String.format(java.util.Locale.ROOT, "r%02d", run), 6_000);
    }
    assertAllPoints(read());
    // Four runs are whole in the first answer, and 35 come after the one that was cut.
    assertThat(asked("/get-history-bulk")).isEqualTo(1 + 9);
    assertThat(asked("/get-history")).isEqualTo(1);
  }

  @Test
  void oneLargeRunDoesNotMakeTheOthersBeAskedForOneByOne() throws IOException {
    points.put("a", 60_000);
    for (int run = 0; run < 90; run++) {
      points.put(String.format(java.util.Locale.ROOT, "r%02d", run), 3);
    }
    assertAllPoints(read());
    assertThat(asked("/get-history-bulk")).isEqualTo(1 + 10);
    assertThat(asked("/get-history")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/2.0/mlflow, run_id, /experiments/list",
    "/api/2.0/preview/mlflow, run_uuid, /experiments/list",
    "/ajax-api/2.0/mlflow, run_id, /experiments/search"
  })
  void anApiOfAnotherGenerationIsFound(String root, String field, String list) throws IOException {
    api = root;
    runIdField = field;
    experiments = list;
    points.putAll(Map.of("a1", 26_000, "b2", 6));
    assertAllPoints(read());
    assertThat(asked(list)).isPositive();
    assertThat(asked("/get-history-bulk")).isZero();
  }

  @Test
  void manyRunsAreAskedForAtOnce() throws IOException {
    for (int run = 0; run < 250; run++) {
      points.put(String.format(java.util.Locale.ROOT, "r%03d", run), 3);
    }
    assertAllPoints(read());
    assertThat(asked("/get-history-bulk")).isEqualTo(3);
    assertThat(asked("/get-history")).isZero();
  }

  @Test
  void aServerThatMaySortAnewIsAskedForEachRun() throws IOException {
    storeType = "FileStore";
    points.putAll(Map.of("a1", 5, "b2", 6));
    assertAllPoints(read());
    assertThat(asked("/get-history-bulk")).isZero();
  }

  @Test
  void aServerWithSmallPagesIsReadInSmallPages() throws IOException {
    storeType = "";
    largestPage = 999;
    points.putAll(Map.of("a1", 2_500, "b2", 6));
    assertAllPoints(read());
  }

  @Test
  void pagesThatDoNotMoveOnEndWithAProblem() throws IOException {
    storeType = "";
    tokensStand = true;
    points.put("a1", 10);
    RecordedRuns runs = read();
    assertThat(runs.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.CORRUPT);
              assertThat(problem.location()).isEqualTo("metrics/loss");
            });
  }

  @Test
  void credentialsOfTheEnvironmentGoOnlyToAServerThatIsMlflow() throws IOException {
    points.put("a1", 1);
    wanted = "Basic bWU6c2VjcmV0LXdvcmQ=";
    RestLogin login =
        new RestLogin(
            Map.of(
                "MLFLOW_TRACKING_USERNAME", "me",
                "MLFLOW_TRACKING_PASSWORD", "secret-word",
                "MLFLOW_TRACKING_TOKEN", "not-this"),
            home);
    assertAllPoints(read(SourceOptions.NONE, login));
    assertThat(logins.get(0)).isEqualTo("null");
    assertThat(logins).contains(wanted).doesNotContain("Bearer not-this");
  }

  @Test
  void credentialsComeFromMlflowsOwnFile() throws IOException {
    points.put("a1", 1);
    wanted = "Basic bWU6c2VjcmV0LXdvcmQ=";
    Files.createDirectories(home.resolve(".mlflow"));
    Files.writeString(
        home.resolve(".mlflow/credentials"),
        "[other]\nmlflow_tracking_username = you\n[mlflow]\nmlflow_tracking_username = me\n"
            + "mlflow_tracking_password = secret-word\n");
    assertAllPoints(read(SourceOptions.NONE, new RestLogin(Map.of(), home)));
  }

  @Test
  void whatTheUserSaysOfTheSourceComesFirst() throws IOException {
    points.put("a1", 1);
    wanted = "Bearer token-of-the-source";
    Path file = Files.writeString(home.resolve("token"), "token-of-the-source\nmore\n");
    SourceOptions options = SourceOptions.NONE.with("token", "${file:" + file + "}");
    RestLogin login =
        new RestLogin(
            Map.of("MLFLOW_TRACKING_USERNAME", "me", "MLFLOW_TRACKING_PASSWORD", "x"), home);
    assertAllPoints(read(options, login));
  }

  @Test
  void wrongCredentialsAreSaidWithoutThem() {
    points.put("a1", 1);
    wanted = "Bearer right";
    SourceOptions options = SourceOptions.NONE.with("token", "wrong-and-secret");
    assertThatThrownBy(() -> read(options, new RestLogin(Map.of(), home)))
        .hasMessageContaining("refuses the credentials")
        .hasMessageNotContaining("wrong-and-secret");
  }

  @Test
  void aWebServerThatIsNotMlflowIsLeftToOthers() throws IOException {
    server.removeContext("/");
    server.createContext("/", exchange -> answer(exchange, 200, "<html>a shop</html>"));
    assertThatThrownBy(() -> read()).isInstanceOf(AssertionError.class);
    server.removeContext("/");
    server.createContext("/", exchange -> answer(exchange, 404, ""));
    assertThat(
            RestPlaces.recognise(uri(), SourceOptions.NONE, new RestLogin(Map.of(), home), RETRIES))
        .isEmpty();
  }

  @Test
  void theAddressOfAPageIsThatOfItsServer() {
    assertThat(RestPlaces.base(URI.create("http://h:5000/#/experiments/1")))
        .isEqualTo(URI.create("http://h:5000"));
    assertThat(RestPlaces.base(URI.create("HTTPS://u:p@h/lab/ml/?x=1")))
        .isEqualTo(URI.create("https://h/lab/ml"));
    assertThat(RestPlaces.base(URI.create("http://h/api/2.0/mlflow/experiments/search")))
        .isEqualTo(URI.create("http://h"));
  }
}
