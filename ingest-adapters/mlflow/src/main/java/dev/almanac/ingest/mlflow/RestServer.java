package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.http.HttpFailure;
import dev.almanac.ingest.read.http.TrackerHttp;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Speaks MLflow's REST API of any generation, as far as reading needs it. Safe for use by several
 * threads.
 *
 * <p>Where the API lies is found by asking: at {@code /api/2.0/mlflow}; below the prefix of the web
 * pages if only that is let through; at {@code /api/2.0/preview/mlflow} before MLflow 0.9.1.
 */
final class RestServer {

  /** Entries of one page; servers that allow fewer say so. */
  private static final int PAGE = 1_000;

  /** Runs of one page: each comes with all its params, tags and latest metrics. */
  private static final int RUNS_PAGE = 200;

  /** Experiments that one search for runs names: more make one giant query (mlflow#21387). */
  private static final int EXPERIMENTS_AT_ONCE = 20;

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  /** The workspaces' API (3.10 and later). */
  private static final String SERVER_INFO = "/api/3.0/mlflow/server-info";

  private final TrackerHttp http;
  private final String root;
  private final Generation generation;

  /** How experiments are listed. */
  enum Generation {
    /** {@code experiments/search}, 1.28 and later. */
    SEARCH("/api/2.0/mlflow"),
    /** The same, where only what the web pages use is let through. */
    PAGES("/ajax-api/2.0/mlflow"),
    /** {@code experiments/list}, before. */
    LIST("/api/2.0/mlflow"),
    /** The same under its first address. */
    PREVIEW("/api/2.0/preview/mlflow");

    private final String root;

    Generation(String root) {
      this.root = root;
    }

    boolean searches() {
      return this == SEARCH || this == PAGES;
    }
  }

  private RestServer(TrackerHttp http, Generation generation) {
    this.http = http;
    this.root = generation.root;
    this.generation = generation;
  }

  /**
   * Finds the API of a server.
   *
   * @throws HttpFailure if there is none, or it does not answer
   */
  static RestServer at(TrackerHttp http) throws IOException {
    HttpFailure first = null;
    for (Generation generation : Generation.values()) {
      RestServer server = new RestServer(http, generation);
      try {
        JsonValue answer = server.experimentsPage(1, null);
        if (answer instanceof JsonValue.Obj) {
          return server;
        }
      } catch (HttpFailure failure) {
        if (failure.status() != NOT_FOUND && failure.status() != NOT_ALLOWED) {
          throw failure;
        }
        first = first == null ? failure : first;
      }
    }
    throw first == null ? new HttpFailure("Cannot find MLflow's API", 0, "") : first;
  }

  /** Returns the same server asked in another way, for one of its workspaces. */
  RestServer with(TrackerHttp other) {
    return new RestServer(other, generation);
  }

  /** Returns what the server says about itself; nothing before 3.10. */
  JsonValue info() throws IOException {
    try {
      return http.getJson(SERVER_INFO);
    } catch (HttpFailure older) {
      return JsonValue.NULL;
    }
  }

  /** Returns the names of the workspaces. */
  List<String> workspaces() throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonValue each : http.getJson("/api/3.0/mlflow/workspaces").get("workspaces").elements()) {
      String name = each.get("name").text();
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  private interface Visitor {
    void page(JsonValue page) throws IOException;
  }

  private interface Request {
    JsonValue page(int size, @Nullable String token) throws IOException;
  }

  /** Takes in one experiment, run or model. */
  interface Entry {
    /** Takes it in. */
    void take(JsonValue entry) throws IOException;
  }

  /** Visits pages until there is no further one, or a server's token no longer moves on. */
  private static void pages(int size, Request request, Visitor visitor) throws IOException {
    int asked = size;
    String token = null;
    boolean more = true;
    while (more) {
      JsonValue page;
      try {
        page = request.page(asked, token);
      } catch (HttpFailure refused) {
        // Azure and Databricks allow fewer than MLflow itself.
        if (refused.status() != BAD_REQUEST || asked <= 50 || token != null) {
          throw refused;
        }
        asked = Math.max(50, asked / 5);
        continue;
      }
      visitor.page(page);
      String next = page.get("next_page_token").text();
      more = next != null && !next.isEmpty();
      if (more && next != null && next.equals(token)) {
        throw new HttpFailure(
            "Cannot list the server's runs: its pages do not move on; update the server", 0, "");
      }
      token = next;
    }
  }

  /** Visits all experiments, deleted ones included. */
  void experiments(Entry visitor) throws IOException {
    pages(
        PAGE,
        this::experimentsPage,
        page -> {
          for (JsonValue each : page.get("experiments").elements()) {
            visitor.take(each);
          }
        });
  }

  private JsonValue experimentsPage(int size, @Nullable String token) throws IOException {
    if (generation.searches()) {
      Map<String, JsonValue> body = new LinkedHashMap<>();
      body.put("max_results", number(size));
      body.put("view_type", text("ALL"));
      return post("/experiments/search", body, token);
    }
    String page = token == null ? "" : "&page_token=" + encoded(token);
    return http.getJson(root + "/experiments/list?view_type=ALL" + page);
  }

  /** Visits all runs of some experiments, deleted ones included, oldest first. */
  void runs(List<String> experimentIds, Entry visitor) throws IOException {
    for (int from = 0; from < experimentIds.size(); from += EXPERIMENTS_AT_ONCE) {
      int to = Math.min(experimentIds.size(), from + EXPERIMENTS_AT_ONCE);
      runsOf(experimentIds.subList(from, to), visitor);
    }
  }

  private void runsOf(List<String> experimentIds, Entry visitor) throws IOException {
    Map<String, JsonValue> body = new LinkedHashMap<>();
    body.put("experiment_ids", texts(experimentIds));
    body.put("run_view_type", text("ALL"));
    // Pages are offsets: in this order, runs that begin meanwhile come last and move no other.
    body.put("order_by", texts(List.of("attribute.start_time ASC")));
    pages(
        RUNS_PAGE,
        (size, token) -> {
          body.put("max_results", number(size));
          return post("/runs/search", body, token);
        },
        page -> {
          for (JsonValue each : page.get("runs").elements()) {
            visitor.take(each);
          }
        });
  }

  /** Visits all logged models of some experiments; none before MLflow 3. */
  void models(List<String> experimentIds, Entry visitor) throws IOException {
    for (int from = 0; from < experimentIds.size(); from += EXPERIMENTS_AT_ONCE) {
      int to = Math.min(experimentIds.size(), from + EXPERIMENTS_AT_ONCE);
      Map<String, JsonValue> body = new LinkedHashMap<>();
      body.put("experiment_ids", texts(experimentIds.subList(from, to)));
      try {
        pages(
            50,
            (size, token) -> {
              body.put("max_results", number(size));
              return post("/logged-models/search", body, token);
            },
            page -> {
              for (JsonValue each : page.get("models").elements()) {
                visitor.take(each);
              }
            });
      } catch (HttpFailure absent) {
        if (absent.status() != NOT_FOUND && absent.status() != NOT_ALLOWED) {
          throw absent;
        }
        return;
      }
    }
  }

  /** Returns a run with everything but its history; null if it is gone. */
  @Nullable JsonValue run(String runId) throws IOException {
    JsonValue answer = http.getJsonIfPresent(root + "/runs/get?" + owner(runId));
    return answer == null ? null : answer.get("run");
  }

  /** Returns one page of a metric's history, as it came. */
  byte[] history(String runId, String key, int size, @Nullable String token) throws IOException {
    String page = token == null ? "" : "&page_token=" + encoded(token);
    String query = owner(runId) + "&metric_key=" + encoded(key) + "&max_results=" + size + page;
    return http.get(root + "/metrics/get-history?" + query).body();
  }

  /**
   * Returns the history of a metric of several runs, as it came: sorted by run, and cut after
   * {@code limit} points without a word.
   */
  byte[] histories(List<String> runIds, String key, int limit) throws IOException {
    StringBuilder query = new StringBuilder();
    runIds.forEach(runId -> query.append("run_id=").append(encoded(runId)).append('&'));
    query.append("metric_key=").append(encoded(key)).append("&max_results=").append(limit);
    return http.get(Generation.PAGES.root + "/metrics/get-history-bulk?" + query).body();
  }

  /** Returns one folder of a run's artifacts. */
  JsonValue artifacts(String runId, String path, @Nullable String token) throws IOException {
    String below = path.isEmpty() ? "" : "&path=" + encoded(path);
    String page = token == null ? "" : "&page_token=" + encoded(token);
    return http.getJson(root + "/artifacts/list?" + owner(runId) + below + page);
  }

  /** Returns one folder of a model's artifacts. */
  JsonValue modelArtifacts(String modelId, String path, @Nullable String token) throws IOException {
    String below = "artifact_directory_path=" + encoded(path);
    String page = token == null ? "" : "&page_token=" + encoded(token);
    return http.getJson(
        root + "/logged-models/" + encoded(modelId) + "/artifacts/directories?" + below + page);
  }

  /** Returns where an artifact's content is to be had. */
  static String content(String runId, String path) {
    return "/get-artifact?run_uuid=" + encoded(runId) + "&path=" + encoded(path);
  }

  /** Returns where the content of a model's artifact is to be had. */
  static String modelContent(String modelId, String path) {
    String file = "/artifacts/files?artifact_file_path=" + encoded(path);
    return Generation.PAGES.root + "/logged-models/" + encoded(modelId) + file;
  }

  /** Returns the connection. */
  TrackerHttp http() {
    return http;
  }

  private String owner(String runId) {
    boolean preview = generation == Generation.PREVIEW;
    return (preview ? "run_uuid=" : "run_id=") + encoded(runId);
  }

  private JsonValue post(String path, Map<String, JsonValue> body, @Nullable String token)
      throws IOException {
    Map<String, JsonValue> all = new LinkedHashMap<>(body);
    if (token != null) {
      all.put("page_token", text(token));
    }
    return http.postJson(root + path, new JsonValue.Obj(all).toJson());
  }

  private static JsonValue number(int value) {
    return new JsonValue.Num(Integer.toString(value));
  }

  private static JsonValue text(String value) {
    return new JsonValue.Text(value);
  }

  private static JsonValue texts(List<String> values) {
    return new JsonValue.Array(values.stream().map(RestServer::text).toList());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
