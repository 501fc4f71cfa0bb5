package dev.almanac.reports.delivery.http;

import dev.almanac.reports.delivery.Credential;
import dev.almanac.reports.delivery.Receipt;
import dev.almanac.reports.delivery.Receipt.Later.Scope;
import dev.almanac.reports.text.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a web hook once and says what came of it. The address is a secret: messages name its host
 * alone. Redirects are followed only within the host, since the body is meant for that one.
 */
public final class HttpPost {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final int MOST_OF_AN_ANSWER = 4096;

  /** Parts of an address that are shorter are words such as "hooks" or "v1". */
  private static final int SHORTEST_SECRET = 6;

  private static final int MOST_SHOWN = 200;

  private final Clock clock;
  private final Duration patience;
  private @Nullable HttpClient client;

  /**
   * Creates a caller; nothing is connected yet.
   *
   * @param patience how long an answer may take
   */
  public HttpPost(Clock clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * What is called.
   *
   * @param body what is posted as JSON, or null for a GET
   * @param headers more headers
   */
  public record Call(byte @Nullable [] body, Map<String, String> headers) {

    /** Copies the headers. */
    public Call {
      headers = Map.copyOf(headers);
    }
  }

  /** Calls an address. */
  public Receipt call(Credential address, Call call) {
    URI uri;
    try {
      uri = address(address.reveal());
    } catch (IOException exception) {
      return new Receipt.Later(exception.getMessage() + ".", null, Scope.CHANNEL);
    }
    return call(uri, call, true);
  }

  /**
   * Asks the host of an address for its front page, and says whether it answered. The address
   * itself is not called, since a call may mean something, and is not told.
   */
  public Receipt reach(Credential address) {
    URI uri;
    try {
      uri = address(address.reveal());
    } catch (IOException exception) {
      return new Receipt.Later(exception.getMessage() + ".", null, Scope.CHANNEL);
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve("/"))
            .timeout(patience)
            .header("User-Agent", "Almanac")
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      client().send(request, HttpResponse.BodyHandlers.discarding());
      return new Receipt.Sent(
          host(uri) + " answers" + ("https".equals(uri.getScheme()) ? " by TLS" : " in the clear"));
    } catch (IOException exception) {
      return new Receipt.Later(
          host(uri) + ": no answer (" + reason(exception) + ").", null, Scope.CHANNEL);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      return new Receipt.Later(host(uri) + ": interrupted.", null, Scope.CHANNEL);
    }
  }

  private static URI address(String text) throws IOException {
    try {
      URI uri = URI.create(text.strip());
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException notOne) {
      // Its message would repeat the address, which is a secret.
    }
    throw new IOException("The address of the web hook is not an http or https URL");
  }

  private Receipt call(URI uri, Call call, boolean mayBeSentOn) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(patience).header("User-Agent", "Almanac");
    call.headers().forEach(request::header);
    byte[] body = call.body();
    if (body == null) {
      request.GET();
    } else {
      request.header("Content-Type", "application/json; charset=utf-8");
      request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }
    try {
      HttpResponse<InputStream> response =
          client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (mayBeSentOn && (response.statusCode() == 307 || response.statusCode() == 308)) {
        return sentOn(uri, response, call);
      }
      return receipt(uri, response);
    } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException exception) {
      return new Receipt.Later(
          host(uri) + ": no connection (" + reason(exception) + ").", null, Scope.CHANNEL);
    } catch (IOException exception) {
      return new Receipt.Uncertain(
          host(uri)
              + " was called and gave no answer ("
              + reason(exception)
              + "): it may have taken the message or not.");
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      return new Receipt.Uncertain(host(uri) + " was being called when this process was stopped.");
    }
  }

  /** Follows a redirect that keeps the method (RFC 9110, 15.4.8), within the host, once. */
  private Receipt sentOn(URI from, HttpResponse<InputStream> response, Call call) {
    Optional<URI> to =
        response.headers().firstValue("Location").flatMap(text -> resolved(from, text));
    discard(response);
    boolean within =
        to.isPresent()
            && from.getScheme().equals(to.get().getScheme())
            && from.getHost().equalsIgnoreCase(to.get().getHost())
            && from.getPort() == to.get().getPort();
    return within ? call(to.get(), call, false) : refusedRedirect(from);
  }

  private static Optional<URI> resolved(URI from, String location) {
    try {
      return Optional.of(from.resolve(location));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static Receipt refusedRedirect(URI from) {
    return new Receipt.Refused(
        host(from)
            + " redirects elsewhere, which is not followed: the message was meant for this host."
            + " Give the address it leads to.");
  }

  private Receipt receipt(URI uri, HttpResponse<InputStream> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      discard(response);
      return new Receipt.Sent(host(uri) + " answered " + status);
    }
    if (status >= 300 && status < 400) {
      discard(response);
      return refusedRedirect(uri);
    }
    String said = said(uri, response);
    String answer = host(uri) + " answered " + status + (said.isEmpty() ? "" : ": " + said);
    if (status >= 500 || List.of(408, 425, 429).contains(status)) {
      return new Receipt.Later(answer, retryAfter(response), Scope.CHANNEL);
    }
    return new Receipt.Refused(answer + ". Check the address of the web hook.");
  }

  private @Nullable Duration retryAfter(HttpResponse<?> response) {
    String text = response.headers().firstValue("Retry-After").orElse("").strip();
    Duration wait = null;
    if (text.matches("\\d{1,9}")) {
      wait = Duration.ofSeconds(Long.parseLong(text));
    } else if (!text.isEmpty()) {
      try {
        Instant when = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        wait = Duration.between(clock.instant(), when);
      } catch (DateTimeException notADate) {
        return null;
      }
    }
    if (wait == null || wait.isNegative()) {
      return null;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /** Takes out of an answer what it repeats of the address, which is a secret. */
  private static String hidden(URI uri, String said) {
    String address =
        String.join(
            "/",
            String.valueOf(uri.getRawPath()),
            String.valueOf(uri.getPath()),
            String.valueOf(uri.getRawQuery()),
            String.valueOf(uri.getQuery()),
            String.valueOf(uri.getRawUserInfo()));
    String hidden = said;
    for (String part : address.split("[/?&=:;,]+", -1)) {
      hidden = part.length() < SHORTEST_SECRET ? hidden : hidden.replace(part, "***");
    }
    return hidden;
  }

  /** Returns the beginning of what was said; does not wait long for it, since it may never end. */
  private static String said(URI uri, HttpResponse<InputStream> response) {
    FutureTask<byte[]> reading =
        new FutureTask<>(() -> response.body().readNBytes(MOST_OF_AN_ANSWER));
    Thread thread = new Thread(reading, "answer of a web hook");
    thread.setDaemon(true);
    thread.start();
    try {
      byte[] bytes = reading.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.stripLeading().startsWith("<") ? "" : Visible.of(hidden(uri, text), MOST_SHOWN);
    } catch (ExecutionException | TimeoutException exception) {
      // The status is the answer; what is said besides does not matter.
      return "";
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      return "";
    } finally {
      discard(response);
    }
  }

  private static void discard(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException exception) {
      // It is not read anyway.
      return;
    }
  }

  private static String host(URI uri) {
    return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  private static String reason(IOException exception) {
    Throwable at = exception;
    while (at != null) {
      if (at instanceof UnresolvedAddressException) {
        return "the name is not known";
      }
      at = at.getCause();
    }
    return exception.getClass().getSimpleName();
  }

  private HttpClient client() {
    HttpClient open = client;
    if (open == null) {
      open =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT)
              .followRedirects(HttpClient.Redirect.NEVER)
              .version(HttpClient.Version.HTTP_1_1)
              .build();
      client = open;
    }
    return open;
  }
}
