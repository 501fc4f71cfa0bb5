package dev.almanac.ingest.read.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on this machine that answers as told, one answer after another, the last one forever.
 */
final class OddServer implements AutoCloseable {

  /** Answers one request. */
  interface Answer {
    /** Answers it and closes the exchange. */
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Answer> answers;
  private final List<Map<String, String>> seen = new ArrayList<>();

  private OddServer(List<Answer> answers) throws IOException {
    this.answers = new ArrayDeque<>(answers);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    HttpHandler handler = this::handle;
    server.createContext("/", handler);
    server.setExecutor(threads);
    server.start();
  }

  static OddServer answering(Answer... answers) throws IOException {
    return new OddServer(Arrays.asList(answers));
  }

  static Answer text(int status, String body, String... headers) {
    return bytes(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  static Answer bytes(int status, byte[] body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    };
  }

  /** Promises more than it sends, and drops the connection. */
  static Answer dropped() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write("{\"half\":".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /** Answers after a while. */
  static Answer after(long millis, Answer answer) {
    return exchange -> {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      answer.to(exchange);
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    headers.put(":path", exchange.getRequestURI().toString());
    Answer answer;
    synchronized (this) {
      seen.add(headers);
      answer = answers.size() > 1 ? answers.remove() : answers.element();
    }
    exchange.getRequestBody().readAllBytes();
    try {
      answer.to(exchange);
    } finally {
      exchange.close();
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns the headers of each request so far. */
  synchronized List<Map<String, String>> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
