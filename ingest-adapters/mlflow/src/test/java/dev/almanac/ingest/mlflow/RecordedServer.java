package dev.almanac.ingest.mlflow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A server on this machine that answers what a real MLflow server answered.
 *
 * <p>With the system properties {@code almanac.record=true} and {@code almanac.mlflow.VERSION}, the
 * address of a real server, requests go there and its answers are kept. {@code
 * src/test/python/serve_case.py} starts such a server on the store of a recorded case.
 */
final class RecordedServer implements AutoCloseable {

  private record Exchange(int status, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Map<String, Exchange> exchanges = new TreeMap<>();
  private final List<String> requests = new ArrayList<>();
  private final Path file;
  private final @Nullable URI real;

  private RecordedServer(Path file, @Nullable URI real) throws IOException {
    this.file = file;
    this.real = real;
    if (real == null || Files.exists(file)) {
      load();
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts the server of a version of MLflow. */
  static RecordedServer of(String version) throws IOException {
    Path file = Path.of("src/test/resources/servers/mlflow-" + version + ".jsonl");
    String address = System.getProperty("almanac.mlflow." + version);
    boolean recording = Boolean.getBoolean("almanac.record") && address != null;
    return new RecordedServer(file, recording ? URI.create(address) : null);
  }

  private void load() throws IOException {
    for (String line : Files.readAllLines(file)) {
      JsonValue json = JsonText.parse(line);
      Long status = json.get("status").integer();
      exchanges.put(
          json.get("request").asText(),
          new Exchange(status == null ? 500 : status.intValue(), json.get("body").asText()));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body;
    Exchange answer = real == null ? known(request) : ask(exchange, request, body);
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Exchange known(String request) {
    requests.add(request);
    return exchanges.getOrDefault(request, new Exchange(404, "was not recorded: " + request));
  }

  private Exchange ask(HttpExchange exchange, String request, String body) throws IOException {
    URI uri = URI.create(String.valueOf(real) + exchange.getRequestURI());
    HttpRequest forwarded =
        HttpRequest.newBuilder(uri)
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(forwarded, HttpResponse.BodyHandlers.ofString());
      Exchange answer = new Exchange(response.statusCode(), response.body());
      synchronized (this) {
        requests.add(request);
        exchanges.put(request, answer);
      }
      return answer;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  /** Replaces a text in all answers, as if it had changed at the server. */
  synchronized void replace(String from, String to) {
    exchanges.replaceAll(
        (request, answer) -> new Exchange(answer.status(), answer.body().replace(from, to)));
  }

  /** Returns the requests since the last call. */
  synchronized List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    if (real != null) {
      save();
    }
  }

  private void save() {
    List<String> lines = new ArrayList<>();
    exchanges.forEach(
        (request, answer) -> {
          Map<String, JsonValue> line = new LinkedHashMap<>();
          line.put("request", new JsonValue.Text(request));
          line.put("status", new JsonValue.Num(Integer.toString(answer.status())));
          line.put("body", new JsonValue.Text(answer.body()));
          lines.add(new JsonValue.Obj(line).toJson());
        });
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.write(file, lines);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
