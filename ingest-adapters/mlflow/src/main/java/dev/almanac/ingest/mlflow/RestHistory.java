package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.http.HttpFailure;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole history of some runs' metrics.
 *
 * <p>One request per run and key is what every server knows. Newer ones answer for a hundred runs
 * at once, but stop after 25,000 points without saying so: such an answer counts as far as its last
 * run but one, and what comes after is asked for again. A server takes about 0.1 ms of processor
 * time for each point, so that what comes after is asked for in as many parts as answers will hold:
 * its workers then share them.
 */
final class RestHistory {

  /**
   * Points of one page. Must be sent: servers between 3.1.1 and 3.13 answer with nothing and a
   * token without it (mlflow#23916). It is also where bulk answers end ({@code
   * MAX_HISTORY_RESULTS}).
   */
  static final int PAGE = 25_000;

  /** Azure's largest page (mlflow#10694). */
  private static final int SMALL_PAGE = 999;

  /** Runs that a bulk answer may be asked for. */
  static final int RUNS_AT_ONCE = 100;

  private static final int BAD_REQUEST = 400;

  private final RestServer server;
  private final InOrder inOrder;
  private final PointChunk chunk;
  private final RestModels models;
  private final RunSink sink;
  private volatile boolean bulk;
  private volatile int page = PAGE;

  RestHistory(
      RestServer server,
      InOrder inOrder,
      PointChunk chunk,
      RestModels models,
      RunSink sink,
      Bulk bulk) {
    this.server = server;
    this.inOrder = inOrder;
    this.chunk = chunk;
    this.models = models;
    this.sink = sink;
    this.bulk = bulk == Bulk.KNOWN;
  }

  /** Whether the server answers for several runs at once. */
  enum Bulk {
    /** It is known to, and to keep points in order. */
    KNOWN,
    /** It may not, or would sort them anew. */
    UNKNOWN
  }

  /**
   * A request that is to be made.
   *
   * @param key the metric
   * @param runIds whose points are wanted
   * @param token the page, of a single run; null for the first one
   */
  private record Wanted(String key, List<String> runIds, @Nullable String token) {
    Wanted(String key, List<String> runIds) {
      this(key, runIds, null);
    }
  }

  /** Stands for a bulk answer that the server refused. */
  private static final byte[] REFUSED = new byte[0];

  /** Delivers the points of some runs of one workspace. */
  void deliver(List<RestRun> runs) throws IOException {
    Map<String, List<String>> byKey = new TreeMap<>();
    Map<String, Map<String, List<RestModels.Point>>> ofModels = new HashMap<>();
    for (RestRun run : runs) {
      String runId = run.facts().runId();
      for (String key : run.latest().keySet()) {
        byKey.computeIfAbsent(key, absent -> new ArrayList<>()).add(runId);
      }
      for (RestModels.Point point : models.points(runId)) {
        ofModels
            .computeIfAbsent(runId, absent -> new HashMap<>())
            .computeIfAbsent(point.key(), absent -> new ArrayList<>())
            .add(point);
      }
    }
    Queue<Wanted> wanted = new ArrayDeque<>();
    byKey.forEach((key, runIds) -> wanted.addAll(requests(key, runIds, RUNS_AT_ONCE)));
    inOrder.drain(
        wanted, this::ask, (asked, answer) -> wanted.addAll(take(asked, answer, ofModels)));
    chunk.flush();
    deliverRest(ofModels);
  }

  private List<Wanted> requests(String key, List<String> runIds, int runsAtOnce) {
    List<Wanted> requests = new ArrayList<>();
    if (!bulk) {
      runIds.forEach(runId -> requests.add(new Wanted(key, List.of(runId))));
      return requests;
    }
    List<String> sorted = runIds.stream().sorted().toList();
    for (int from = 0; from < sorted.size(); from += runsAtOnce) {
      int to = Math.min(sorted.size(), from + runsAtOnce);
      requests.add(new Wanted(key, sorted.subList(from, to)));
    }
    return requests;
  }

  private byte[] ask(Wanted wanted) throws IOException {
    List<String> runIds = wanted.runIds();
    if (wanted.token() != null) {
      return server.history(runIds.get(0), wanted.key(), page, wanted.token());
    }
    if (runIds.size() == 1) {
      return firstPage(runIds.get(0), wanted.key());
    }
    try {
      return server.histories(runIds, wanted.key(), PAGE);
    } catch (HttpFailure refused) {
      bulk = false;
      return REFUSED;
    }
  }

  private byte[] firstPage(String runId, String key) throws IOException {
    int asked = page;
    try {
      return server.history(runId, key, asked, null);
    } catch (HttpFailure refused) {
      if (refused.status() != BAD_REQUEST || asked == SMALL_PAGE) {
        throw refused;
      }
      byte[] body = server.history(runId, key, SMALL_PAGE, null);
      page = SMALL_PAGE;
      return body;
    }
  }

  /** Takes in an answer and returns what must be asked for besides. */
  private List<Wanted> take(
      Wanted wanted, byte[] body, Map<String, Map<String, List<RestModels.Point>>> ofModels)
      throws IOException {
    String key = wanted.key();
    if (wanted.runIds().size() == 1) {
      return takePage(wanted, body, ofModels);
    }
    if (body == REFUSED) {
      return requests(key, wanted.runIds(), RUNS_AT_ONCE);
    }
    Completeness completeness = completeness(body, key);
    String last = completeness.lastRunId();
    if (completeness.points() < PAGE) {
      deliver(body, key, null, null, ofModels);
      return List.of();
    }
    if (last == null || !completeness.sorted()) {
      bulk = false;
      return requests(key, wanted.runIds(), RUNS_AT_ONCE);
    }
    deliver(body, key, null, last, ofModels);
    // The one that was cut may be larger than any bulk answer.
    List<Wanted> again = new ArrayList<>(List.of(new Wanted(key, List.of(last))));
    List<String> rest = wanted.runIds().stream().filter(id -> id.compareTo(last) > 0).toList();
    again.addAll(requests(key, rest, runsAtOnce(completeness, wanted.runIds().size())));
    return again;
  }

  /**
   * Returns how many runs to ask for after an answer that was cut: as many as an answer holds if
   * they are as large as those that it held whole. If it held none, they may all be too large, or
   * only the one that it began with.
   */
  private static int runsAtOnce(Completeness cut, int asked) {
    if (cut.whole() == 0) {
      return Math.max(1, asked / 10);
    }
    long fitting = (long) cut.whole() * (PAGE - 1) / cut.pointsOfWhole();
    return (int) Math.min(fitting, asked);
  }

  /**
   * What a bulk answer holds.
   *
   * @param points its points
   * @param whole its runs but the last
   * @param pointsOfWhole their points
   * @param lastRunId its last run, or null if there is none
   * @param sorted whether it is sorted by run
   */
  private record Completeness(
      int points, int whole, int pointsOfWhole, @Nullable String lastRunId, boolean sorted) {}

  /** Looks through a bulk answer before any of it counts. */
  private Completeness completeness(byte[] body, String key) throws IOException {
    String[] last = new String[1];
    boolean[] sorted = {true};
    int[] runs = {0};
    int[] pointsOfLast = {0};
    HistoryPage page =
        read(
            body,
            key,
            (runId, step, millis, value) -> {
              if (runId == null || last[0] != null && last[0].compareTo(runId) > 0) {
                sorted[0] = false;
              }
              boolean another = runId != null && !runId.equals(last[0]);
              runs[0] += another ? 1 : 0;
              pointsOfLast[0] = another ? 1 : pointsOfLast[0] + 1;
              last[0] = runId;
            });
    int whole = Math.max(0, runs[0] - 1);
    int pointsOfWhole = page.points() - pointsOfLast[0];
    return new Completeness(page.points(), whole, pointsOfWhole, last[0], sorted[0]);
  }

  private List<Wanted> takePage(
      Wanted wanted, byte[] body, Map<String, Map<String, List<RestModels.Point>>> ofModels)
      throws IOException {
    String runId = wanted.runIds().get(0);
    HistoryPage read = deliver(body, wanted.key(), runId, null, ofModels);
    String token = read.token();
    if (token == null || read.points() == 0) {
      return List.of();
    }
    if (token.equals(wanted.token())) {
      reportStuck(runId, wanted.key());
      return List.of();
    }
    return List.of(new Wanted(wanted.key(), wanted.runIds(), token));
  }

  private void reportStuck(String runId, String key) {
    sink.problem(
        new Problem(
            Problem.Kind.CORRUPT,
            runId,
            "metrics/" + key,
            -1,
            "The server does not give the further pages of this metric; update the server",
            null));
  }

  /**
   * Delivers a page.
   *
   * @param onlyRunId the run that all points belong to, or null if the page tells
   * @param without a run whose points are left out, or null
   */
  private HistoryPage deliver(
      byte[] body,
      String key,
      @Nullable String onlyRunId,
      @Nullable String without,
      Map<String, Map<String, List<RestModels.Point>>> ofModels)
      throws IOException {
    int keyHandle = chunk.key(key);
    return read(
        body,
        key,
        (named, step, millis, value) -> {
          String runId = onlyRunId == null ? named : onlyRunId;
          Integer handle = runId == null ? null : chunk.runHandles().get(runId);
          if (runId == null || handle == null || runId.equals(without)) {
            return;
          }
          if (chunk.isFull()) {
            chunk.flush();
          }
          chunk.add(handle, keyHandle, value, millis, step);
          Map<String, List<RestModels.Point>> points = ofModels.get(runId);
          if (points != null) {
            points
                .getOrDefault(key, new ArrayList<>())
                .removeIf(point -> point.is(step, millis, value));
          }
        });
  }

  private static HistoryPage read(byte[] body, String key, HistoryPage.Visitor visitor)
      throws IOException {
    try {
      return HistoryPage.read(body, visitor);
    } catch (IOException noPage) {
      throw new IOException(
          "Cannot read the history of metric "
              + key
              + ": the server's answer is not what MLflow answers: "
              + noPage.getMessage()
              + "; sync again",
          noPage);
    }
  }

  /** Delivers points that only a model has. */
  private void deliverRest(Map<String, Map<String, List<RestModels.Point>>> ofModels) {
    ofModels.forEach(
        (runId, byKey) -> {
          Integer handle = chunk.runHandles().get(runId);
          byKey
              .values()
              .forEach(
                  points ->
                      points.forEach(
                          point -> {
                            if (handle != null) {
                              sink.point(
                                  handle,
                                  chunk.key(point.key()),
                                  point.step(),
                                  MlflowMapping.micros(point.timeMillis()),
                                  point.value());
                            }
                          }));
        });
  }
}
