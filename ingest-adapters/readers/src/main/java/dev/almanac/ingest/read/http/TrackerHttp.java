package dev.almanac.ingest.read.http;

import dev.almanac.ingest.Secret;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks one tracker's server. Every request is safe to repeat (adapters only read), so it is made
 * again after errors of the network and of the server, with growing pauses, or the pause that the
 * server asks for. Safe for use by several threads.
 *
 * <p>Secrets go to the server's own host only: a redirect to another host is followed without them,
 * and one that would send them in clear is refused.
 */
public final class TrackerHttp implements AutoCloseable {

  /** Largest answer that is held in memory; one page of any API stays far below. */
  public static final long MAX_BODY = 64L << 20;

  private static final int NOT_FOUND = 404;

  private final ServerAddress server;
  private final HttpClient client;
  private final RetryPolicy retries;
  private final Map<String, Secret> secretHeaders;
  private final Map<String, String> headers;
  private final Pause pause;
  private final RetryPauses pauses;
  private final FailureWording wording;

  /** Waits; replaced by tests. */
  @FunctionalInterface
  public interface Pause {

    /** Has the thread sleep. */
    Pause SLEEP = duration -> Thread.sleep(duration.toMillis(), duration.getNano() % 1_000_000);

    /** Waits for a while. */
    void pause(Duration duration) throws InterruptedException;
  }

  /** Collects how to ask a server. Not safe for use by several threads. */
  public static final class Builder {
    private final ServerAddress server;
    private final Map<String, Secret> secretHeaders = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private RetryPolicy retries = RetryPolicy.DEFAULT;
    private TlsSettings tls = TlsSettings.DEFAULT;
    private Pause pause = Pause.SLEEP;

    private Builder(ServerAddress server) {
      this.server = server;
    }

    /** Sends a header with every request. */
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /** Sends a header that is never shown, to the server's own host only. */
    public Builder secretHeader(String name, Secret value) {
      secretHeaders.put(name, value);
      return this;
    }

    /** Sets when requests are made again. */
    public Builder retries(RetryPolicy value) {
      retries = value;
      return this;
    }

    /** Sets whom to trust. */
    public Builder tls(TlsSettings value) {
      tls = value;
      return this;
    }

    /** Sets how to wait. */
    public Builder pause(Pause value) {
      pause = value;
      return this;
    }

    /**
     * Returns the client.
     *
     * @throws IOException if the certificates cannot be read
     */
    public TrackerHttp build() throws IOException {
      HttpClient.Builder client =
          HttpClient.newBuilder()
              .connectTimeout(retries.timeout())
              .followRedirects(HttpClient.Redirect.NEVER)
              // Uvicorn and older proxies answer an upgrade to HTTP/2 with an error.
              .version(HttpClient.Version.HTTP_1_1);
      tls.applyTo(client);
      return new TrackerHttp(this, client.build());
    }
  }

  private TrackerHttp(Builder builder, HttpClient client) {
    this.server = builder.server;
    this.client = client;
    this.retries = builder.retries;
    this.secretHeaders = Map.copyOf(builder.secretHeaders);
    this.headers = new LinkedHashMap<>(builder.headers);
    this.pause = builder.pause;
    this.pauses = new RetryPauses(retries);
    this.wording = new FailureWording(secretHeaders.values(), retries.attempts());
  }

  private TrackerHttp(TrackerHttp other, RetryPolicy retries) {
    this.server = other.server;
    this.client = other.client;
    this.retries = retries;
    this.secretHeaders = other.secretHeaders;
    this.headers = other.headers;
    this.pause = other.pause;
    this.pauses = new RetryPauses(retries);
    this.wording = new FailureWording(secretHeaders.values(), retries.attempts());
  }

  /**
   * Begins a client of a server.
   *
   * @param base where it is; user and password in it are not used and never shown
   */
  public static Builder at(URI base) {
    return new Builder(ServerAddress.of(base));
  }

  /**
   * An answer that is a success.
   *
   * @param status its status
   * @param headers its headers
   * @param body its body, unpacked
   * @param uri where it came from in the end
   */
  public record Answer(int status, HttpHeaders headers, byte[] body, URI uri) {

    /** Returns the body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * Returns the same client with another number of attempts; the connections are shared, so that
   * only one of the two need be closed.
   */
  public TrackerHttp withAttempts(int attempts) {
    return new TrackerHttp(this, retries.withAttempts(attempts));
  }

  /** Returns a URI below the server's: the path is appended to its own. */
  public URI resolve(String path) {
    return server.resolve(path);
  }

  /**
   * Gets a JSON document.
   *
   * @param path path and query, appended to the server's
   * @throws HttpFailure if the answer is no success, or no JSON (a login page, a proxy's error)
   */
  public JsonValue getJson(String path) throws IOException {
    return json(get(path));
  }

  /** Gets a JSON document, or null if the server has none there (404). */
  public @Nullable JsonValue getJsonIfPresent(String path) throws IOException {
    try {
      return getJson(path);
    } catch (HttpFailure failure) {
      if (failure.status() == NOT_FOUND) {
        return null;
      }
      throw failure;
    }
  }

  /** Posts a JSON document and returns the answer's. The request must be one that only reads. */
  public JsonValue postJson(String path, String body) throws IOException {
    return json(post(path, "application/json", body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Gets something. */
  public Answer get(String path) throws IOException {
    return send("GET", resolve(path), null, null);
  }

  /** Gets something from anywhere; secrets are sent only if it is the server's own host. */
  public Answer get(URI uri) throws IOException {
    return send("GET", uri, null, null);
  }

  /** Posts something. The request must be one that only reads. */
  public Answer post(String path, String contentType, byte[] body) throws IOException {
    return send("POST", resolve(path), contentType, body);
  }

  private static JsonValue json(Answer answer) throws IOException {
    try {
      return JsonText.parse(answer.body());
    } catch (IOException noJson) {
      throw FailureWording.noJson(answer);
    }
  }

  /**
   * Downloads something to a file, continuing where a dropped connection left off is not tried: it
   * begins again.
   *
   * @return the answer's headers
   */
  public HttpHeaders download(URI uri, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    HttpHeaders[] headers = new HttpHeaders[1];
    attempt(
        "GET",
        uri,
        null,
        null,
        response -> {
          try (InputStream body = AnswerBody.unpacked(response, retries.timeout())) {
            Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
          }
          AnswerBody.checkLength(response, Files.size(part));
          headers[0] = response.headers();
          return true;
        });
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    return headers[0];
  }

  private Answer send(String method, URI uri, @Nullable String contentType, byte @Nullable [] body)
      throws IOException {
    return attempt(
        method,
        uri,
        contentType,
        body,
        response -> {
          byte[] content = AnswerBody.read(response, retries.timeout());
          return new Answer(response.statusCode(), response.headers(), content, response.uri());
        });
  }

  private interface Body<T> {
    T take(HttpResponse<InputStream> response) throws IOException;
  }

  private <T> T attempt(
      String method, URI uri, @Nullable String contentType, byte @Nullable [] body, Body<T> taker)
      throws IOException {
    IOException last = null;
    for (int attempt = 1; attempt <= retries.attempts(); attempt++) {
      Duration wait = pauses.after(attempt);
      try {
        HttpResponse<InputStream> response = redirected(method, uri, contentType, body);
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
          return taker.take(response);
        }
        last = wording.refused(uri, status, AnswerBody.ofError(response, retries.timeout()));
        if (!retries.statuses().contains(status)) {
          throw last;
        }
        wait = pauses.asked(response.headers()).orElse(wait);
      } catch (HttpFailure failure) {
        if (failure != last || !retries.statuses().contains(failure.status())) {
          throw failure;
        }
      } catch (SSLException untrusted) {
        if (FailureWording.isCertificate(untrusted)) {
          throw FailureWording.untrusted(uri, untrusted);
        }
        last = wording.unreachable(uri, untrusted);
      } catch (IOException dropped) {
        last = wording.unreachable(uri, dropped);
      }
      if (attempt < retries.attempts()) {
        pauseFor(wait);
      }
    }
    throw last == null ? new IOException("Cannot read " + FailureWording.shownUri(uri)) : last;
  }

  private HttpResponse<InputStream> redirected(
      String method, URI uri, @Nullable String contentType, byte @Nullable [] body)
      throws IOException {
    URI at = uri;
    for (int hop = 0; hop <= Redirect.MAX_HOPS; hop++) {
      HttpResponse<InputStream> response = once(method, at, contentType, body);
      Optional<Redirect> redirect = Redirect.of(response, uri, at);
      if (redirect.isEmpty()) {
        return response;
      }
      response.body().close();
      at = redirect.get().target(method, server);
    }
    throw new HttpFailure(
        "Cannot read "
            + FailureWording.shownUri(uri)
            + ": sent on more than "
            + Redirect.MAX_HOPS
            + " times",
        0,
        "");
  }

  private HttpResponse<InputStream> once(
      String method, URI uri, @Nullable String contentType, byte @Nullable [] body)
      throws IOException {
    HttpRequest.Builder request =
        begun(uri)
            .timeout(retries.timeout())
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Accept-Encoding", "gzip");
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    if (server.isHostOf(uri)) {
      for (Map.Entry<String, String> each : headers.entrySet()) {
        addHeader(request, each.getKey(), each.getValue());
      }
      for (Map.Entry<String, Secret> each : secretHeaders.entrySet()) {
        addHeader(request, each.getKey(), each.getValue().reveal());
      }
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new HttpFailure("Cannot read " + FailureWording.shownUri(uri) + ": interrupted", 0, "");
    }
  }

  private static HttpRequest.Builder begun(URI uri) throws HttpFailure {
    try {
      return HttpRequest.newBuilder(uri);
    } catch (IllegalArgumentException noAddress) {
      throw new HttpFailure(
          "Cannot read "
              + FailureWording.shownUri(uri)
              + ": this is no address of a web server; a host's name holds letters, digits, hyphens"
              + " and dots only (no underscores: use the machine's address instead)",
          0,
          "");
    }
  }

  /** The JDK's own message would show the value. */
  private static void addHeader(HttpRequest.Builder request, String name, String value)
      throws HttpFailure {
    try {
      request.header(name, value);
    } catch (IllegalArgumentException unsendable) {
      throw new HttpFailure(
          "Cannot send the header "
              + name
              + ": its value holds a line break or other characters that no header may hold; check"
              + " key or password",
          0,
          "");
    }
  }

  private void pauseFor(Duration wait) throws IOException {
    try {
      pause.pause(wait.isNegative() ? Duration.ZERO : wait);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new HttpFailure("Interrupted while waiting for the server", 0, "");
    }
  }

  @Override
  public void close() {}
}
