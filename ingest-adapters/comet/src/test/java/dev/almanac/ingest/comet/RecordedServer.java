package dev.almanac.ingest.comet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers with what the stand-in answered when the real client read from it. */
final class RecordedServer implements AutoCloseable {

  static final String KEY = "standin-key-0123456789abcdef";
  static final Path CLIENT = Path.of("src/test/resources/server/client.json");

  private static final Path RESPONSES = Path.of("src/test/resources/server/responses.json");
  private static final String API = "/api/rest/v2/";

  private final HttpServer http;
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final Map<String, Integer> refused = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile int limitEvery;
  private volatile int refuseAll;
  private volatile @Nullable String answerAll;

  RecordedServer() throws IOException {
    JsonText.parse(Files.readAllBytes(RESPONSES))
        .entries()
        .forEach((path, body) -> bodies.put(normal(path), body.toJson()));
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::handle);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Returns the keys of all experiments. */
  TreeSet<String> keys() {
    TreeSet<String> keys = new TreeSet<>();
    bodies.keySet().stream()
        .filter(path -> path.startsWith(API + "experiment/metadata"))
        .forEach(path -> keys.add(path.replaceFirst(".*experimentKey=", "")));
    return keys;
  }

  List<String> asked() {
    return asked;
  }

  void limitEvery(int requests) {
    limitEvery = requests;
  }

  void withoutGetAll() {
    bodies.keySet().removeIf(path -> path.contains("metrics/get-all"));
  }

  void change(String endpoint, String key, String body) {
    bodies.replaceAll(
        (path, old) -> path.startsWith(API + endpoint + "?") && path.contains(key) ? body : old);
  }

  void refuse(String endpoint, String key, int status) {
    refused.put(API + endpoint + key, status);
  }

  void refuseAll(int status) {
    refuseAll = status;
  }

  void answerAll(String body) {
    refuseAll = 0;
    answerAll = body;
  }

  String body(String endpoint, String key) {
    return bodies.entrySet().stream()
        .filter(each -> each.getKey().startsWith(API + endpoint) && each.getKey().contains(key))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    asked.add(path);
    if (refuseAll != 0) {
      send(exchange, refuseAll, "{\"msg\":\"failed\"}");
    } else if (answerAll != null) {
      send(exchange, 200, answerAll);
    } else if (!KEY.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, "{\"msg\":\"invalid API key\"}");
    } else if (limitEvery > 0 && count.incrementAndGet() % limitEvery == 0) {
      exchange.getResponseHeaders().add("Retry-After", "0");
      send(exchange, 429, "{\"msg\":\"slow down\"}");
    } else {
      answer(exchange, path);
    }
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    for (Map.Entry<String, Integer> each : refused.entrySet()) {
      String key = each.getKey().substring(each.getKey().length() - 32);
      String endpoint = each.getKey().substring(0, each.getKey().length() - 32);
      if (path.startsWith(endpoint + "?") && path.contains(key)) {
        send(exchange, each.getValue(), "{\"msg\":\"refused\"}");
        return;
      }
    }
    if (path.contains("metrics/get-metric")) {
      send(exchange, 200, metric(path));
      return;
    }
    if (path.contains("asset/get-asset")) {
      send(exchange, 200, "asset");
      return;
    }
    String body = bodies.get(normal(path));
    send(exchange, body == null ? 404 : 200, body == null ? "{\"msg\":\"unknown\"}" : body);
  }

  /** Of the points that get-all had before it was taken away, or still has, those of one metric. */
  private String metric(String path) {
    String name = URLDecoder.decode(path.replaceFirst(".*metricName=", ""), StandardCharsets.UTF_8);
    String key = path.replaceFirst(".*experimentKey=", "").replaceFirst("&.*", "");
    try {
      List<JsonValue> found = new ArrayList<>();
      JsonValue client = JsonText.parse(Files.readAllBytes(CLIENT));
      for (JsonValue point : client.get(key).get("metrics").elements()) {
        if (name.equals(point.get("metricName").text())) {
          found.add(point);
        }
      }
      return new JsonValue.Obj(Map.of("metrics", new JsonValue.Array(found))).toJson();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Orders the query, as recordings have it. */
  private static String normal(String path) {
    int mark = path.indexOf('?');
    if (mark < 0) {
      return path;
    }
    Map<String, String> query = new TreeMap<>();
    for (String part : path.substring(mark + 1).split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        query.put(
            part.substring(0, equals),
            URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8)
                .toLowerCase(java.util.Locale.ROOT));
      }
    }
    StringBuilder text = new StringBuilder(path.substring(0, mark)).append('?');
    query.forEach((name, value) -> text.append(name).append('=').append(value).append('&'));
    return text.substring(0, text.length() - 1);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
