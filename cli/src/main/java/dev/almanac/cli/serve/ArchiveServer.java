package dev.almanac.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Shows the files of the archive to browsers of this machine, and changes nothing. Safe for use by
 * several threads.
 */
final class ArchiveServer implements AutoCloseable {

  private static final int THREADS = 8;
  private static final int SECONDS_TO_FINISH = 1;

  /** Of what a page's own policy leaves to the server (CSP 3, frame-ancestors). */
  private static final String PAGE_POLICY =
      "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'";

  private static final String FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

  private final HttpServer server;
  private final ServedFiles files;
  private final Set<String> names;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "almanac-serve");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Begins to serve.
   *
   * @param archive the folder
   * @param port port, or 0 for any that is free
   * @param names names by which it may be called beside those of this machine, in lower case
   * @throws IOException if the port cannot be had
   */
  ArchiveServer(Path archive, int port, List<String> names) throws IOException {
    // A client that sends or reads a byte a minute must not keep a thread for ever.
    setUnlessSet("sun.net.httpserver.maxReqTime", "30");
    setUnlessSet("sun.net.httpserver.maxRspTime", "600");
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    this.server = HttpServer.create(new InetSocketAddress(here, port), 0);
    this.files = new ServedFiles(archive);
    this.names = new HashSet<>(List.of("127.0.0.1", "localhost"));
    this.names.addAll(names);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Returns where the archive is seen. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("X-Frame-Options", "DENY");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Cross-Origin-Opener-Policy", "same-origin");
      headers.set("Content-Security-Policy", FILE_POLICY);
      headers.set("Cache-Control", "no-store");
      String method = exchange.getRequestMethod();
      if (!isKnown(exchange.getRequestHeaders().getFirst("Host"))) {
        // DNS can point any name at 127.0.0.1: a page from elsewhere must not read the archive.
        refuse(exchange, 421, "This server does not answer to that name.");
      } else if (!method.equals("GET") && !method.equals("HEAD")) {
        headers.set("Allow", "GET, HEAD");
        refuse(exchange, 405, "The archive can only be read.");
      } else {
        show(exchange, files.find(String.valueOf(exchange.getRequestURI().getPath())));
      }
    }
  }

  private boolean isKnown(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    return names.contains(name);
  }

  private static void show(HttpExchange exchange, ServedFiles.Found found) throws IOException {
    if (found instanceof ServedFiles.Served served) {
      send(exchange, served);
    } else if (found instanceof ServedFiles.Elsewhere elsewhere) {
      exchange.getResponseHeaders().set("Location", encoded(elsewhere.path()));
      exchange.sendResponseHeaders(308, -1);
    } else {
      refuse(exchange, 404, "There is nothing here. The archive begins at /.");
    }
  }

  private static String encoded(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void send(HttpExchange exchange, ServedFiles.Served served) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", served.type());
    headers.set(
        "Cache-Control",
        served.isFinal() ? "private, max-age=31536000, immutable" : "private, no-cache");
    if (served.type().startsWith("text/html")) {
      headers.set("Content-Security-Policy", PAGE_POLICY);
    }
    // An index is replaced by a rename: what was opened keeps its size.
    try (FileChannel file = FileChannel.open(served.path())) {
      long size = file.size();
      if (exchange.getRequestMethod().equals("HEAD")) {
        headers.set("Content-Length", Long.toString(size));
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
      if (size > 0) {
        try (OutputStream out = exchange.getResponseBody()) {
          Channels.newInputStream(file).transferTo(out);
        }
      }
    }
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] text = (why + "\n").getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    boolean silent = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, silent ? -1 : text.length);
    if (!silent) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(text);
      }
    }
  }

  /** Ends it; what is being sent gets a second to finish. */
  @Override
  public void close() {
    server.stop(SECONDS_TO_FINISH);
    threads.shutdownNow();
  }
}
