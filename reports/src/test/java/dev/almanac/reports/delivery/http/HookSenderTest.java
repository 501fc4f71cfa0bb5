package dev.almanac.reports.delivery.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.almanac.reports.delivery.Credential;
import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.Receipt;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.MessageFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real listener. */
final class HookSenderTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-23T08:00:00Z"), ZoneOffset.UTC);
  private static final Message MESSAGE = MessageFixture.of("weekly/2026-W12/r1", "all is well");
  private static final String PATH = "/hooks/T000-very-secret";

  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<HttpExchange> exchanges = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server = started();

  private static HttpServer started() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException exception) {
      throw new IllegalStateException(exception);
    }
  }

  @BeforeEach
  void start() {
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** What a listener does with a call. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void answering(Answer answer) {
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchanges.add(exchange);
          answer.to(exchange);
          exchange.close();
        });
  }

  private Credential address() {
    return () -> "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  private Receipt send(Destination destination) {
    return send(destination, Duration.ofSeconds(20));
  }

  private static Receipt send(Destination destination, Duration patience) {
    return new HookSender(destination, CLOCK, patience).send(MESSAGE, "");
  }

  @ParameterizedTest
  @CsvSource({
    "200, Sent",
    "202, Sent",
    "302, Refused",
    "400, Refused",
    "404, Refused",
    "408, Later",
    "429, Later",
    "500, Later",
    "503, Later",
  })
  void theStatusDecides(int status, String expected) {
    answering(exchange -> exchange.sendResponseHeaders(status, -1));

    Receipt receipt = send(new Destination.Slack(address()));

    assertThat(receipt.getClass().getSimpleName()).isEqualTo(expected);
    assertThat(receipt.message()).contains("127.0.0.1").doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "120, PT2M",
    "'Mon, 23 Mar 2026 08:01:00 GMT', PT1M",
    "999999999, P1D",
    "soon,",
    "'Mon, 23 Mar 2026 07:00:00 GMT',",
  })
  void aServerMayAskToWait(String header, Duration expected) {
    answering(
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", header);
          exchange.sendResponseHeaders(429, -1);
        });

    assertThat(((Receipt.Later) send(new Destination.Slack(address()))).after())
        .isEqualTo(expected);
  }

  @Test
  void aRedirectToAnotherHostIsNotFollowed() {
    answering(
        exchange -> {
          String port = ":" + server.getAddress().getPort();
          exchange.getResponseHeaders().add("Location", "http://localhost" + port + "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
        });

    Receipt receipt = send(new Destination.Webhook(address(), null));

    assertThat(receipt).isInstanceOf(Receipt.Refused.class);
    assertThat(receipt.message()).contains("redirects elsewhere").doesNotContain("secret");
    assertThat(bodies).hasSize(1);
  }

  @Test
  void aRedirectWithinTheHostIsFollowedOnce() {
    answering(
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/next");
          exchange.sendResponseHeaders(bodies.size() == 1 ? 308 : 200, -1);
        });

    assertThat(send(new Destination.Webhook(address(), null))).isInstanceOf(Receipt.Sent.class);
    assertThat(bodies).hasSize(2);
    assertThat(bodies.get(0)).isEqualTo(bodies.get(1));
  }

  @Test
  void whoHangsUpOrKeepsSilentLeavesItUncertain() {
    answering(
        exchange -> {
          if (bodies.size() > 1) {
            pause();
          }
        });

    assertThat(send(new Destination.Slack(address()))).isInstanceOf(Receipt.Uncertain.class);
    Receipt silent = send(new Destination.Slack(address()), Duration.ofMillis(400));
    assertThat(silent).isInstanceOf(Receipt.Uncertain.class);
    assertThat(silent.message()).contains("may have taken").doesNotContain("secret");
  }

  private static void pause() {
    try {
      Thread.sleep(1_500);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anAnswerThatNeverEndsIsNotWaitedFor() {
    answering(
        exchange -> {
          exchange.sendResponseHeaders(500, 0);
          exchange.getResponseBody().write("x".getBytes(UTF_8));
          exchange.getResponseBody().flush();
          pause();
          pause();
        });

    assertThat(send(new Destination.Slack(address()))).isInstanceOf(Receipt.Later.class);
  }

  @Test
  void aHostThatIsDownIsTriedLater() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    Receipt receipt = send(new Destination.Slack(() -> "http://127.0.0.1:" + port + PATH));

    assertThat(receipt).isInstanceOf(Receipt.Later.class);
    assertThat(receipt.message()).doesNotContain("secret");
  }

  @Test
  void anAddressThatIsNoneIsNotRepeated() {
    Receipt receipt = send(new Destination.Slack(() -> "hooks secret"));

    assertThat(receipt).isInstanceOf(Receipt.Later.class);
    assertThat(receipt.message()).doesNotContain("secret");
    Receipt missing =
        send(
            new Destination.Slack(
                () -> {
                  throw new IOException("Cannot get the secret ${env:HOOK}: it is not set");
                }));
    assertThat(missing.message()).contains("${env:HOOK}");
  }

  @Test
  void aWebhookIsSignedAndKnowsItsMessageAgain() throws GeneralSecurityException, IOException {
    answering(exchange -> exchange.sendResponseHeaders(200, -1));

    send(new Destination.Webhook(address(), () -> "key"));

    var headers = exchanges.get(0).getRequestHeaders();
    assertThat(headers.getFirst("Idempotency-Key")).isEqualTo("weekly/2026-W12/r1");
    assertThat(headers.getFirst("X-Almanac-Event")).isEqualTo("report");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("key".getBytes(UTF_8), "HmacSHA256"));
    long seconds = CLOCK.instant().getEpochSecond();
    byte[] expected = mac.doFinal((seconds + "." + bodies.get(0)).getBytes(UTF_8));
    assertThat(headers.getFirst("X-Almanac-Signature"))
        .isEqualTo("t=" + seconds + ",v1=" + HexFormat.of().formatHex(expected));
    JsonNode json = new ObjectMapper().readTree(bodies.get(0));
    assertThat(json.path("id").asText()).isEqualTo("weekly/2026-W12/r1");
    assertThat(json.path("event").asText()).isEqualTo("report");
    assertThat(json.path("report").path("headline").asText()).isEqualTo("all is well");
  }

  @Test
  void aHostIsReachedWithoutCallingItsHook() {
    answering(exchange -> exchange.sendResponseHeaders(404, -1));

    Receipt receipt =
        new HookSender(new Destination.Ping(address(), null), CLOCK, HookSender.PATIENCE).reach();

    assertThat(receipt).isInstanceOf(Receipt.Sent.class);
    assertThat(receipt.message()).endsWith(" answers in the clear").doesNotContain("secret");
    assertThat(exchanges).hasSize(1);
    assertThat(exchanges.get(0).getRequestURI().getPath()).isEqualTo("/");
    server.stop(0);
    assertThat(new HookSender(new Destination.Slack(address()), CLOCK, HookSender.PATIENCE).reach())
        .isInstanceOf(Receipt.Later.class);
  }

  @Test
  void aPingIsCalledWithoutContent() {
    answering(exchange -> exchange.sendResponseHeaders(200, -1));

    assertThat(send(new Destination.Ping(address(), null))).isInstanceOf(Receipt.Sent.class);
    assertThat(exchanges.get(0).getRequestMethod()).isEqualTo("GET");
    assertThat(bodies).containsExactly("");
  }
}
