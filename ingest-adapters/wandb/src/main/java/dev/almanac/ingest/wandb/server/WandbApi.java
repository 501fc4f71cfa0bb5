package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.Secret;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.read.http.HttpFailure;
import dev.almanac.ingest.read.http.RetryPolicy;
import dev.almanac.ingest.read.http.TrackerHttp;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a W&B server by its GraphQL API. Not safe for use by several threads.
 *
 * <p>A field that an old server does not know is left out of the query from then on. A page that is
 * too large for the server is halved.
 */
final class WandbApi implements AutoCloseable {

  /** The answers after which W&B's own client asks again. */
  private static final Set<Integer> AGAIN =
      Set.of(408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529);

  private static final Set<Integer> TOO_MUCH = Set.of(408, 413, 500, 502, 503, 504, 524);

  private static final Pattern UNKNOWN_FIELD =
      Pattern.compile("Cannot query field \"(\\w+)\" on type");

  private static final int RATE_LIMITED = 429;

  private final TrackerHttp patient;
  private final TrackerHttp brisk;
  private final Map<WandbQuery, String> queries = new EnumMap<>(WandbQuery.class);

  private WandbApi(TrackerHttp patient, TrackerHttp brisk) {
    this.patient = patient;
    this.brisk = brisk;
    for (WandbQuery query : WandbQuery.values()) {
      queries.put(query, query.text());
    }
  }

  /**
   * Prepares to ask a server; nothing is asked yet.
   *
   * @throws IOException if the key is a reference that leads nowhere, or an option is no number
   */
  static WandbApi at(URI server, SourceOptions options, WandbKeys keys) throws IOException {
    Secret authorization = keys.authorization(server, options);
    RetryPolicy policy =
        new RetryPolicy(20, Duration.ofSeconds(2), Duration.ofSeconds(60), AGAIN, timeout(options));
    String pauses = options.text("retry_pause_millis");
    if (pauses != null) {
      Duration pause = Duration.ofMillis(Long.parseLong(pauses));
      policy = policy.withPauses(pause, pause);
    }
    RetryPolicy quick =
        new RetryPolicy(
            2, policy.firstPause(), policy.longestPause(), Set.of(425), policy.timeout());
    return new WandbApi(http(server, authorization, policy), http(server, authorization, quick));
  }

  private static Duration timeout(SourceOptions options) throws IOException {
    String text = options.text("timeout_seconds", "60");
    try {
      return Duration.ofSeconds(Long.parseLong(text));
    } catch (NumberFormatException noNumber) {
      throw new IOException("Cannot use the option timeout_seconds: " + text + " is no number");
    }
  }

  private static TrackerHttp http(URI server, @Nullable Secret authorization, RetryPolicy policy)
      throws IOException {
    TrackerHttp.Builder builder =
        TrackerHttp.at(server).header("User-Agent", "Almanac").retries(policy);
    if (authorization != null) {
      builder.secretHeader("Authorization", authorization);
    }
    return builder.build();
  }

  /** Returns the answer's data. */
  JsonValue ask(WandbQuery query, Map<String, JsonValue> variables) throws IOException {
    JsonValue answer = JsonText.parse(post(patient, query, variables).body());
    return data(query, answer);
  }

  private static JsonValue data(WandbQuery query, JsonValue answer) throws IOException {
    List<JsonValue> errors = answer.get("errors").elements();
    if (!errors.isEmpty()) {
      throw refused(query, errors.get(0).get("message").asText());
    }
    if (!(answer.get("data") instanceof JsonValue.Obj)) {
      throw new IOException(
          "Cannot read " + query + ": the answer holds no data; check that the address is W&B's");
    }
    return answer.get("data");
  }

  private static HttpFailure refused(WandbQuery query, String message) {
    String shown = message.length() > 300 ? message.substring(0, 300) : message;
    return new HttpFailure(
        "Cannot read " + query + ": the server answers: " + shown.replaceAll("\\p{Cntrl}", " "),
        200,
        message);
  }

  /**
   * Asks for a page, half as large each time the server fails over it; what it can do is remembered
   * by the page size.
   *
   * @return the answer's data
   */
  JsonValue askPage(WandbQuery query, PageSize size, Map<String, JsonValue> variables)
      throws IOException {
    while (true) {
      Map<String, JsonValue> all = new LinkedHashMap<>(variables);
      all.put("first", number(size.now()));
      if (size.isLeast()) {
        return ask(query, all);
      }
      try {
        JsonValue data = data(query, JsonText.parse(post(brisk, query, all).body()));
        size.grow();
        return data;
      } catch (HttpFailure failure) {
        if (failure.status() == RATE_LIMITED) {
          return ask(query, all);
        }
        halve(failure, size);
      }
    }
  }

  private static void halve(HttpFailure failure, PageSize size) throws HttpFailure {
    // Status 0 is a timeout or a dropped connection; 200 an error that GraphQL tells of.
    boolean overload =
        failure.status() == 0 || failure.status() == 200 || TOO_MUCH.contains(failure.status());
    if (!overload) {
      throw failure;
    }
    size.halve();
  }

  /**
   * Asks for rows of a run between two steps, fewer steps each time the server fails over them.
   *
   * @param rows takes each row
   * @return the number of rows
   */
  int askRows(
      WandbQuery query,
      String field,
      @Nullable PageSize size,
      Map<String, JsonValue> variables,
      RowTaker rows)
      throws IOException {
    boolean last = size == null || size.isLeast();
    TrackerHttp.Answer answer;
    try {
      answer = post(last ? patient : brisk, query, variables);
    } catch (HttpFailure failure) {
      if (size == null || last) {
        throw failure;
      }
      if (failure.status() == RATE_LIMITED) {
        answer = post(patient, query, variables);
      } else {
        halve(failure, size);
        return -1;
      }
    }
    return rows(query, field, answer.body(), rows);
  }

  /** Takes one row. */
  @FunctionalInterface
  interface RowTaker {
    /** Takes the row whose JSON, a text of JSON or an object, is part of the answer. */
    void row(byte[] answer, int start, int end) throws IOException;
  }

  private static int rows(WandbQuery query, String field, byte[] body, RowTaker taker)
      throws IOException {
    int[] count = {0};
    JsonValue data =
        take(
            query,
            field,
            body,
            (answer, start, end) -> {
              taker.row(answer, start, end);
              count[0]++;
            });
    if (data.get("project").get("run").isNull()) {
      throw new IOException(
          "Cannot read " + query + ": the run is gone, or the answer is not W&B's");
    }
    return count[0];
  }

  private static JsonValue take(WandbQuery query, String field, byte[] body, RowTaker taker)
      throws IOException {
    AnswerRows rows = new AnswerRows(body, field);
    while (rows.next()) {
      taker.row(body, rows.start(), rows.end());
    }
    return data(query, rows.withoutRows());
  }

  /**
   * Asks for something that holds many rows.
   *
   * @return the answer's data without the rows
   */
  JsonValue askWithRows(
      WandbQuery query, String field, Map<String, JsonValue> variables, RowTaker rows)
      throws IOException {
    return take(query, field, post(patient, query, variables).body(), rows);
  }

  private TrackerHttp.Answer post(
      TrackerHttp http, WandbQuery query, Map<String, JsonValue> variables) throws IOException {
    while (true) {
      Map<String, JsonValue> request = new LinkedHashMap<>();
      request.put("query", new JsonValue.Text(queries.getOrDefault(query, "")));
      request.put("variables", new JsonValue.Obj(variables));
      byte[] body = new JsonValue.Obj(request).toJson().getBytes(StandardCharsets.UTF_8);
      try {
        TrackerHttp.Answer answer = http.post("/graphql", "application/json", body);
        checkJson(answer);
        return answer;
      } catch (HttpFailure failure) {
        String field = unknownField(failure);
        if (field == null) {
          throw failure;
        }
        if (!leaveOut(query, field)) {
          throw new UnknownFieldException(field);
        }
      }
    }
  }

  private static void checkJson(TrackerHttp.Answer answer) throws HttpFailure {
    for (byte each : answer.body()) {
      if (each == '{') {
        return;
      }
      if (each > ' ') {
        break;
      }
    }
    throw new HttpFailure(
        "Cannot read "
            + answer.uri().getHost()
            + ": it answers with something else than JSON (a proxy's or a login page?); check the"
            + " address and the API key",
        answer.status() == 200 ? -1 : answer.status(),
        "");
  }

  /** Returns the field that a server refuses to know, or null if that is not what failed. */
  private static @Nullable String unknownField(HttpFailure failure) {
    Matcher matcher = UNKNOWN_FIELD.matcher(failure.body().replace("\\\"", "\""));
    return matcher.find() ? matcher.group(1) : null;
  }

  /** Leaves out a field that stands on a line of its own; false if there is none. */
  private boolean leaveOut(WandbQuery query, String field) {
    String before = queries.getOrDefault(query, "");
    Pattern line = Pattern.compile(Pattern.quote(field) + "\\b[^{]*(\\{.*})?");
    StringBuilder after = new StringBuilder();
    before
        .lines()
        .filter(each -> !line.matcher(each.strip()).matches())
        .forEach(each -> after.append(each).append('\n'));
    queries.put(query, after.toString());
    return after.length() != before.length();
  }

  /** Downloads something from an address that the server gave. */
  void download(URI uri, Path file) throws IOException {
    patient.download(uri, file);
  }

  /** Gets something small from an address that the server gave. */
  byte[] content(URI uri) throws IOException {
    return patient.get(uri).body();
  }

  /** Visits the nodes of a connection, page by page, by the cursor of the last edge. */
  void eachNode(
      WandbQuery query,
      PageSize size,
      Map<String, JsonValue> variables,
      List<String> path,
      Consumer<JsonValue> answers,
      Consumer<JsonValue> nodes)
      throws IOException {
    JsonValue after = JsonValue.NULL;
    while (true) {
      Map<String, JsonValue> all = new LinkedHashMap<>(variables);
      all.put("after", after);
      JsonValue data = askPage(query, size, all);
      answers.accept(data);
      JsonValue connection = data;
      for (String name : path) {
        connection = connection.get(name);
      }
      List<JsonValue> edges = connection.get("edges").elements();
      edges.forEach(edge -> nodes.accept(edge.get("node")));
      JsonValue next = edges.isEmpty() ? JsonValue.NULL : edges.get(edges.size() - 1).get("cursor");
      boolean more =
          connection.get("pageInfo").get("hasNextPage") instanceof JsonValue.Bool bool
              && bool.value();
      if (!more || next.isNull() || next.equals(after)) {
        return;
      }
      after = next;
    }
  }

  static JsonValue number(long value) {
    return new JsonValue.Num(Long.toString(value));
  }

  static JsonValue text(@Nullable String value) {
    return value == null ? JsonValue.NULL : new JsonValue.Text(value);
  }

  @Override
  public void close() {
    patient.close();
    brisk.close();
  }
}
