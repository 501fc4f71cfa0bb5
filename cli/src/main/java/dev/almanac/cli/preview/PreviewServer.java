package dev.almanac.cli.preview;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves one page to browsers of this machine alone, and tells them when there is a newer one
 * (server-sent events, WHATWG HTML 9.2). Safe for use by several threads.
 */
public final class PreviewServer implements AutoCloseable {

  private static final int HEARTBEAT_MILLIS = 15_000;

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "almanac-preview");
            thread.setDaemon(true);
            return thread;
          });
  private final Object changed = new Object();
  private byte[] page = new byte[0];
  private int number;
  private boolean open = true;

  /**
   * Begins to serve.
   *
   * @param port port, or 0 for any that is free
   * @throws IOException if the port cannot be had
   */
  public PreviewServer(int port) throws IOException {
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    this.server = HttpServer.create(new InetSocketAddress(here, port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::page);
    server.createContext("/events", this::events);
    server.start();
  }

  /** Returns where the page is. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /**
   * Takes a newer page.
   *
   * @param html the page
   * @param its its number, greater than those before
   */
  public void show(String html, int its) {
    synchronized (changed) {
      page = html.getBytes(UTF_8);
      number = its;
      changed.notifyAll();
    }
  }

  private void page(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (refused(exchange)) {
        return;
      }
      if (!path.equals("/")) {
        exchange.sendResponseHeaders(path.equals("/favicon.ico") ? 204 : 404, -1);
        return;
      }
      byte[] bytes;
      synchronized (changed) {
        bytes = page;
      }
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  private void events(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (refused(exchange)) {
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        tell(out);
      } catch (InterruptedException exception) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Tells a browser of each page, until it goes away. */
  private void tell(OutputStream out) throws IOException, InterruptedException {
    int told = -1;
    out.write("retry: 500\n\n".getBytes(UTF_8));
    while (true) {
      int now;
      synchronized (changed) {
        if (open && number == told) {
          changed.wait(HEARTBEAT_MILLIS);
        }
        if (!open) {
          return;
        }
        now = number;
      }
      // A comment finds out whether the browser is still there.
      out.write((now == told ? ": \n\n" : "data: " + now + "\n\n").getBytes(UTF_8));
      out.flush();
      told = now;
    }
  }

  /** Refuses what is not asked by a page of this machine: DNS can point any name at 127.0.0.1. */
  private boolean refused(HttpExchange exchange) throws IOException {
    String port = ":" + server.getAddress().getPort();
    String host = exchange.getRequestHeaders().getFirst("Host");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().set("Cross-Origin-Resource-Policy", "same-origin");
    if (host == null || !Set.of("127.0.0.1" + port, "localhost" + port).contains(host)) {
      exchange.sendResponseHeaders(421, -1);
      return true;
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      exchange.sendResponseHeaders(405, -1);
      return true;
    }
    return false;
  }

  @Override
  public void close() {
    synchronized (changed) {
      open = false;
      changed.notifyAll();
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
