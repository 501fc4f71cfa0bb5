package dev.almanac.ingest.wandb.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for a W&B server, of which none can be had for tests: the real client logs to it and
 * reads from it. Keeps all it is sent in a folder, so that a recording needs no client.
 */
public final class StandInServer implements AutoCloseable {

  /** The key that is asked for; W&B's keys have 40 characters. */
  public static final String KEY = "0123456789abcdef0123456789abcdef01234567";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4, StandInServer::thread);
  private final StandInStore store;
  private final StandInFaults faults = new StandInFaults();
  private final List<String> requests = new ArrayList<>();

  /** Begins to serve a folder at a port of the loopback interface, 0 for any. */
  public StandInServer(Path folder, int port) throws IOException {
    store = new StandInStore(folder.toAbsolutePath().normalize());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Serves the folder of the first argument at the port of the second until it is killed. */
  public static void main(String[] arguments) throws IOException {
    StandInServer server = new StandInServer(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    server.say("serving at " + server.uri());
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "stand-in");
    thread.setDaemon(true);
    return thread;
  }

  private void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** Returns the address. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  StandInFaults faults() {
    return faults;
  }

  StandInStore store() {
    return store;
  }

  /** Returns what was asked so far: names of operations and paths. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized void forgetRequests() {
    requests.clear();
  }

  private synchronized void note(String request) {
    requests.add(request);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = body(exchange);
      String path = exchange.getRequestURI().getPath();
      StandInFaults.Fault fault = faults.take();
      if (fault != null) {
        note("fault " + fault.status());
        fail(exchange, fault);
      } else if (path.equals("/graphql")) {
        graphql(exchange, body);
      } else if (path.endsWith("/file_stream")) {
        note("file_stream");
        reply(exchange, 200, FileStream.take(store, path, JsonText.parse(body)));
      } else if (path.startsWith("/storage/")) {
        storage(exchange, path.substring("/storage/".length()), body);
      } else {
        note(path);
        reply(exchange, 404, new JsonValue.Obj(Map.of("error", new JsonValue.Text("not found"))));
      }
    } catch (IOException | RuntimeException broken) {
      say("stand-in: " + broken);
      throw broken;
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return packed
        ? new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(body)).readAllBytes()
        : body;
  }

  private void graphql(HttpExchange exchange, byte[] body) throws IOException {
    JsonValue request = JsonText.parse(body);
    String key = exchange.getRequestHeaders().getFirst("Authorization");
    String wanted =
        "Basic "
            + Base64.getEncoder().encodeToString(("api:" + KEY).getBytes(StandardCharsets.UTF_8));
    if (!wanted.equals(key)) {
      note("unauthorised");
      reply(exchange, 401, error("user is not logged in"));
      return;
    }
    try {
      GraphQlDocument document =
          new GraphQlDocument(request.get("query").asText(), request.get("variables"));
      note(document.name());
      StandInSchema schema = new StandInSchema(store, faults, uri());
      Map<String, JsonValue> answer = new LinkedHashMap<>();
      answer.put("data", document.answer(schema.root(document.kind())));
      reply(exchange, 200, new JsonValue.Obj(answer));
    } catch (StandInSchema.Overload overload) {
      reply(exchange, overload.status(), error("took too long"));
    } catch (GraphQlDocument.Refused refused) {
      say("stand-in: " + refused.getMessage());
      reply(exchange, 400, error(refused.getMessage()));
    }
  }

  private static JsonValue error(String message) {
    return new JsonValue.Obj(
        Map.of(
            "errors",
            new JsonValue.Array(
                List.of(new JsonValue.Obj(Map.of("message", new JsonValue.Text(message)))))));
  }

  private void storage(HttpExchange exchange, String name, byte[] body) throws IOException {
    Path file = store.root().resolve(name).normalize();
    if (exchange.getRequestMethod().equals("PUT")) {
      note("PUT");
      store.put(store.root(), name, body);
      exchange.getResponseHeaders().add("ETag", "\"1\"");
      send(exchange, 200, new byte[0]);
    } else if (file.startsWith(store.root()) && Files.isRegularFile(file)) {
      note(exchange.getRequestMethod() + " " + file.getFileName());
      content(exchange, file);
    } else {
      send(exchange, 404, new byte[0]);
    }
  }

  /** Sends a file, or the range of it that is asked for, as storage services do. */
  private static void content(HttpExchange exchange, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    String range = exchange.getRequestHeaders().getFirst("Range");
    exchange.getResponseHeaders().add("Accept-Ranges", "bytes");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(200, -1);
    } else if (range == null) {
      send(exchange, 200, content);
    } else {
      String[] bounds = range.substring("bytes=".length()).split("-", -1);
      boolean suffix = bounds[0].isEmpty();
      int from =
          suffix ? content.length - Integer.parseInt(bounds[1]) : Integer.parseInt(bounds[0]);
      int to =
          suffix || bounds[1].isEmpty()
              ? content.length - 1
              : Math.min(content.length - 1, Integer.parseInt(bounds[1]));
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes " + from + "-" + to + "/" + content.length);
      send(exchange, 206, java.util.Arrays.copyOfRange(content, from, to + 1));
    }
  }

  private static void fail(HttpExchange exchange, StandInFaults.Fault fault) throws IOException {
    byte[] body = fault.body().getBytes(StandardCharsets.UTF_8);
    fault.headers().forEach(exchange.getResponseHeaders()::add);
    if (fault.status() == 0) {
      exchange.sendResponseHeaders(200, body.length + 1_000L);
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
      throw new IOException("dropped as asked for");
    }
    send(exchange, fault.status(), body);
  }

  private static void reply(HttpExchange exchange, int status, JsonValue body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    send(exchange, status, body.toJson().getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      try (OutputStream output = exchange.getResponseBody()) {
        output.write(body);
      }
    }
  }

  static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
