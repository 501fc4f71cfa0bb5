package dev.almanac.ingest.read.http;

import dev.almanac.ingest.Secret;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.GZIPInputStream;
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

  private static final int MAX_REDIRECTS = 5;
  private static final int SHOWN_BODY = 300;
  private static final int NOT_FOUND = 404;

  private final URI base;
  private final HttpClient client;
  private final RetryPolicy retries;
  private final Map<String, Secret> secretHeaders;
  private final Map<String, String> headers;
  private final Pause pause;

  /** Waits; replaced by tests. */
  @FunctionalInterface
  public interface Pause {
    /** Waits for a while. */
    void pause(Duration duration) throws InterruptedException;
  }

  /** Collects how to ask a server. Not safe for use by several threads. */
  public static final class Builder {
    private final URI base;
    private final Map<String, Secret> secretHeaders = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private RetryPolicy retries = RetryPolicy.DEFAULT;
    private TlsSettings tls = TlsSettings.DEFAULT;
    private Pause pause = duration -> Thread.sleep(duration.toMillis());

    private Builder(URI base) {
      this.base = base;
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
    this.base = builder.base;
    this.client = client;
    this.retries = builder.retries;
    this.secretHeaders = Map.copyOf(builder.secretHeaders);
    this.headers = new LinkedHashMap<>(builder.headers);
    this.pause = builder.pause;
  }

  private TrackerHttp(TrackerHttp other, RetryPolicy retries) {
    this.base = other.base;
    this.client = other.client;
    this.retries = retries;
    this.secretHeaders = other.secretHeaders;
    this.headers = other.headers;
    this.pause = other.pause;
  }

  /**
   * Begins a client of a server.
   *
   * @param base where it is; user and password in it are not used and never shown
   */
  public static Builder at(URI base) {
    return new Builder(withoutUser(base));
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
    String root = base.toString();
    String separator = root.endsWith("/") || path.startsWith("/") ? "" : "/";
    boolean doubled = root.endsWith("/") && path.startsWith("/");
    return URI.create(root + separator + (doubled ? path.substring(1) : path));
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
      String shown = shown(answer.body());
      String hint =
          shown.stripLeading().startsWith("<")
              ? "it answers with a web page, so this is a proxy or a login page, or not the API's"
                  + " address; check the address and the credentials"
              : "it answers with something else than JSON; check the address";
      throw new HttpFailure(
          "Cannot read " + shownUri(answer.uri()) + ": " + hint, answer.status(), shown);
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
          try (InputStream body = unpacked(response)) {
            Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
          }
          checkLength(response, Files.size(part));
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
          byte[] content;
          try (InputStream input = unpacked(response)) {
            content = bounded(input);
          }
          checkLength(response, content.length);
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
      Duration wait = backoff(attempt);
      try {
        HttpResponse<InputStream> response = redirected(method, uri, contentType, body);
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
          return taker.take(response);
        }
        String shown = errorBody(response);
        last = failure(uri, status, shown);
        if (!retries.statuses().contains(status)) {
          throw last;
        }
        wait = asked(response.headers()).orElse(wait);
      } catch (HttpFailure failure) {
        if (failure != last || !retries.statuses().contains(failure.status())) {
          throw failure;
        }
      } catch (SSLException untrusted) {
        if (certificateProblem(untrusted) != null) {
          throw untrusted(uri, untrusted);
        }
        last = unreachable(uri, untrusted);
        last.initCause(untrusted);
      } catch (IOException dropped) {
        last = unreachable(uri, dropped);
        last.initCause(dropped);
      }
      if (attempt < retries.attempts()) {
        pauseFor(wait);
      }
    }
    throw last == null ? new IOException("Cannot read " + shownUri(uri)) : last;
  }

  private HttpResponse<InputStream> redirected(
      String method, URI uri, @Nullable String contentType, byte @Nullable [] body)
      throws IOException {
    URI at = uri;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      HttpResponse<InputStream> response = once(method, at, contentType, body);
      int status = response.statusCode();
      boolean moved =
          status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
      Optional<String> location = response.headers().firstValue("Location");
      if (!moved || location.isEmpty()) {
        return response;
      }
      response.body().close();
      URI next = sentOnTo(uri, at, location.get(), status);
      if ("https".equalsIgnoreCase(at.getScheme()) && !"https".equalsIgnoreCase(next.getScheme())) {
        throw new HttpFailure(
            "Cannot read "
                + shownUri(uri)
                + ": the server sends on to "
                + shownUri(next)
                + ", which is not encrypted; give the right address",
            status,
            "");
      }
      if (!method.equals("GET") && !sameHost(next)) {
        throw new HttpFailure(
            "Cannot read "
                + shownUri(uri)
                + ": the server sends on to another host, "
                + next.getHost()
                + "; give that address if it is the right one",
            status,
            "");
      }
      at = next;
    }
    throw new HttpFailure(
        "Cannot read " + shownUri(uri) + ": sent on more than " + MAX_REDIRECTS + " times", 0, "");
  }

  private static URI sentOnTo(URI asked, URI at, String location, int status) throws IOException {
    try {
      URI next = at.resolve(location);
      boolean isWeb =
          "http".equalsIgnoreCase(next.getScheme()) || "https".equalsIgnoreCase(next.getScheme());
      if (isWeb && next.getHost() != null) {
        return next;
      }
    } catch (IllegalArgumentException noUri) {
      // Said below, without what may be a secret in it.
    }
    throw new HttpFailure(
        "Cannot read " + shownUri(asked) + ": the server sends on to what is no web address",
        status,
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
    if (sameHost(uri)) {
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
      throw new HttpFailure("Cannot read " + shownUri(uri) + ": interrupted", 0, "");
    }
  }

  private static HttpRequest.Builder begun(URI uri) throws HttpFailure {
    try {
      return HttpRequest.newBuilder(uri);
    } catch (IllegalArgumentException noAddress) {
      throw new HttpFailure(
          "Cannot read "
              + shownUri(uri)
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

  private boolean sameHost(URI uri) {
    return base.getScheme().equalsIgnoreCase(uri.getScheme())
        && base.getHost().equalsIgnoreCase(uri.getHost())
        && port(base) == port(uri);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  private InputStream unpacked(HttpResponse<InputStream> response) throws IOException {
    boolean packed =
        response
            .headers()
            .firstValue("Content-Encoding")
            .filter(encoding -> encoding.equalsIgnoreCase("gzip"))
            .isPresent();
    InputStream body = new WatchedBody(response.body(), retries.timeout());
    try {
      return packed ? new GZIPInputStream(body) : body;
    } catch (IOException noGzip) {
      body.close();
      throw noGzip;
    }
  }

  private static byte[] bounded(InputStream input) throws IOException {
    byte[] content = input.readNBytes((int) MAX_BODY + 1);
    if (content.length > MAX_BODY) {
      throw new HttpFailure(
          "Cannot read the answer: it is larger than " + MAX_BODY + " bytes", 0, "");
    }
    return content;
  }

  /** A proxy that gives up in mid-body may end it without an error. */
  private static void checkLength(HttpResponse<?> response, long length) throws IOException {
    HttpHeaders headers = response.headers();
    long announced = headers.firstValueAsLong("Content-Length").orElse(-1);
    boolean packed = headers.firstValue("Content-Encoding").isPresent();
    if (announced >= 0 && !packed && announced != length) {
      throw new IOException("the answer ended after " + length + " of " + announced + " bytes");
    }
  }

  private String errorBody(HttpResponse<InputStream> response) {
    try (InputStream body = unpacked(response)) {
      return shown(body.readNBytes(1 << 14));
    } catch (IOException dropped) {
      return "";
    }
  }

  private static String shown(byte[] body) {
    return new String(body, 0, Math.min(body.length, 1 << 14), StandardCharsets.UTF_8);
  }

  private IOException failure(URI uri, int status, String body) {
    return new HttpFailure(
        "Cannot read " + shownUri(uri) + ": " + explained(status) + quoted(body), status, body);
  }

  private String explained(int status) {
    return switch (status) {
      case 401 ->
          secretHeaders.isEmpty()
              ? "the server wants credentials (401); set them, see almanac sources"
              : "the server refuses the credentials (401); check key or password";
      case 403 -> "the credentials do not allow it (403); ask for read access";
      case 404 -> "the server knows no such thing (404); check the address";
      case 429 -> "the server limits the rate (429), still after " + retries.attempts() + " tries";
      default ->
          status >= 500
              ? "the server failed (" + status + "), " + retries.attempts() + " times; sync again"
              : "the server answers " + status;
    };
  }

  private String quoted(String body) {
    String line = body.strip().lines().findFirst().orElse("");
    if (line.isEmpty() || line.startsWith("<")) {
      return "";
    }
    String clean = hideSecrets(line);
    return ": " + (clean.length() > SHOWN_BODY ? clean.substring(0, SHOWN_BODY) + "…" : clean);
  }

  /** A server may echo what it was sent. */
  private String hideSecrets(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ");
    List<String> hidden = new ArrayList<>();
    for (Secret secret : secretHeaders.values()) {
      hidden.add(secret.reveal());
      String value = secret.reveal();
      hidden.add(value.substring(value.indexOf(' ') + 1));
    }
    for (String value : hidden) {
      clean = value.length() < 4 ? clean : clean.replace(value, "***");
    }
    return clean;
  }

  private static @Nullable CertificateException certificateProblem(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException problem) {
        return problem;
      }
    }
    return null;
  }

  /** Trying again does not help against a certificate. */
  private static IOException untrusted(URI uri, SSLException failure) {
    CertificateException problem = certificateProblem(failure);
    Throwable why = problem == null ? failure : problem;
    IOException untrusted =
        new HttpFailure(
            "Cannot read "
                + shownUri(uri)
                + ": the server's certificate is not trusted ("
                + why.getMessage()
                + "); check the host's name, or name the file (PEM) of the authority that signed it",
            0,
            "");
    untrusted.initCause(failure);
    return untrusted;
  }

  private IOException unreachable(URI uri, IOException dropped) {
    String message = dropped.getMessage();
    // The JDK's client throws it without a message.
    String name =
        dropped instanceof ConnectException
            ? "the connection is refused"
            : dropped.getClass().getSimpleName();
    String why = message == null ? name : hideSecrets(message);
    return new HttpFailure(
        "Cannot read "
            + shownUri(uri)
            + ": "
            + why
            + " ("
            + retries.attempts()
            + " tries); check that the server runs and can be reached",
        0,
        "");
  }

  private Duration backoff(int attempt) {
    long millis = retries.firstPause().toMillis() << Math.min(attempt - 1, 20);
    long jitter = (long) (millis * 0.25 * ThreadLocalRandom.current().nextDouble());
    return shorter(Duration.ofMillis(millis + jitter));
  }

  private Duration shorter(Duration wait) {
    return wait.compareTo(retries.longestPause()) > 0 ? retries.longestPause() : wait;
  }

  /** Returns the pause that the server asks for: seconds or a date (RFC 9110, section 10.2.3). */
  private Optional<Duration> asked(HttpHeaders answer) {
    Optional<String> after =
        answer.firstValue("Retry-After").or(() -> answer.firstValue("RateLimit-Reset"));
    return after.flatMap(TrackerHttp::pauseOf).map(this::shorter);
  }

  private static Optional<Duration> pauseOf(String text) {
    try {
      return Optional.of(Duration.ofMillis((long) (Double.parseDouble(text.strip()) * 1_000)));
    } catch (NumberFormatException noSeconds) {
      try {
        Instant until =
            ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration wait = Duration.between(Instant.now(), until);
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
      } catch (DateTimeParseException noDate) {
        return Optional.empty();
      }
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

  private static URI withoutUser(URI uri) {
    String authority = uri.getRawAuthority();
    int user = authority == null ? -1 : authority.lastIndexOf('@');
    return authority == null || user < 0
        ? uri
        : URI.create(uri.toString().replace(authority, authority.substring(user + 1)));
  }

  /** Shows where without what may be secret: user and query. */
  private static String shownUri(URI uri) {
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return uri.getScheme() + "://" + host + path;
  }

  @Override
  public void close() {}
}
