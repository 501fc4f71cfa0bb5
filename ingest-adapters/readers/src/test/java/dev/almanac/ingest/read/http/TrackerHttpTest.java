package dev.almanac.ingest.read.http;

import static dev.almanac.ingest.read.http.OddServer.after;
import static dev.almanac.ingest.read.http.OddServer.answering;
import static dev.almanac.ingest.read.http.OddServer.bytes;
import static dev.almanac.ingest.read.http.OddServer.dropped;
import static dev.almanac.ingest.read.http.OddServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TrackerHttpTest {

  private static final String KEY = "key-that-nobody-sees";

  private final List<Duration> pauses = new ArrayList<>();

  private TrackerHttp.Builder builder(OddServer server) {
    return TrackerHttp.at(server.uri())
        .secretHeader("Authorization", Secret.of("Bearer " + KEY))
        .header("X-Space", "lab")
        .retries(RetryPolicy.DEFAULT.withAttempts(3).withTimeout(Duration.ofSeconds(5)))
        .pause(pauses::add);
  }

  private TrackerHttp http(OddServer server) throws IOException {
    return builder(server).build();
  }

  @Test
  void secretsAndHeadersGoToTheServer() throws IOException {
    try (OddServer server = answering(text(200, "{\"a\": 1}"))) {
      assertThat(http(server).getJson("/x?y=1").get("a").integer()).isEqualTo(1);
      assertThat(server.seen().get(0))
          .containsEntry("authorization", "Bearer " + KEY)
          .containsEntry("x-space", "lab")
          .containsEntry(":path", "/x?y=1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void passingFailuresAreTriedAgain(int status) throws IOException {
    try (OddServer server = answering(text(status, "busy"), text(200, "{}"))) {
      http(server).getJson("/");
      assertThat(server.seen()).hasSize(2);
      assertThat(pauses).hasSize(1);
      assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofMillis(625));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 410, 501})
  void lastingFailuresAreNot(int status) throws IOException {
    try (OddServer server = answering(text(status, "no"))) {
      assertThatThrownBy(() -> http(server).getJson("/"))
          .isInstanceOfSatisfying(
              HttpFailure.class, failure -> assertThat(failure.status()).isEqualTo(status))
          .hasMessageNotContaining(KEY);
      assertThat(server.seen()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://[",
        "ftp://elsewhere/x",
        "mailto:me@lab",
        "http:",
        "/with space",
        "http://a_b/"
      })
  void aServerThatSendsOnToNowhereIsAFailureLikeOthers(String location) throws IOException {
    try (OddServer server = answering(text(302, "", "Location", location))) {
      assertThatThrownBy(() -> http(server).getJson("/")).isInstanceOf(HttpFailure.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer " + KEY + "\n", "Bearer \r\n" + KEY, "Bearer " + KEY + "\u20ac"})
  void aKeyThatCannotBeSentIsNotShown(String value) throws IOException {
    try (OddServer server = answering(text(200, "{}"))) {
      TrackerHttp http =
          TrackerHttp.at(server.uri()).secretHeader("Authorization", Secret.of(value)).build();
      assertThatThrownBy(() -> http.getJson("/"))
          .isInstanceOf(HttpFailure.class)
          .hasMessageContaining("Authorization")
          .hasMessageNotContaining(KEY)
          .hasNoCause();
      assertThat(server.seen()).isEmpty();
    }
  }

  @Test
  void anAddressThatIsNoneIsAFailureLikeOthers() throws IOException {
    TrackerHttp http =
        TrackerHttp.at(URI.create("http://me:" + KEY + "@mlflow_server:5000")).build();
    assertThatThrownBy(() -> http.getJson("/"))
        .isInstanceOf(HttpFailure.class)
        .hasMessageContaining("mlflow_server:5000")
        .hasMessageNotContaining(KEY);
  }

  @Test
  void aServerThatKeepsFailingIsLeftAfterAllAttempts() throws IOException {
    try (OddServer server = answering(text(503, "down for the night"))) {
      assertThatThrownBy(() -> http(server).getJson("/runs"))
          .isInstanceOf(HttpFailure.class)
          .hasMessageContaining("/runs")
          .hasMessageContaining("503")
          .hasMessageContaining("down for the night");
      assertThat(server.seen()).hasSize(3);
    }
  }

  @Test
  void thePauseThatAServerAsksForInSecondsIsKept() throws IOException {
    try (OddServer server = answering(text(429, "", "Retry-After", "7"), text(200, "{}"))) {
      http(server).getJson("/");
      assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }
  }

  @Test
  void thePauseThatAServerAsksForAsADateIsKept() throws IOException {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(30));
    try (OddServer server = answering(text(429, "", "Retry-After", date), text(200, "{}"))) {
      http(server).getJson("/");
      assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"86400", "1e300", "NaN", "-5", "soon", "Wed, 01 Jan 2020 00:00:00 GMT"})
  void noAnswerMakesAPauseLongerThanAllowedOrNegative(String retryAfter) throws IOException {
    try (OddServer server = answering(text(503, "", "Retry-After", retryAfter), text(200, "{}"))) {
      http(server).getJson("/");
      assertThat(pauses.get(0)).isBetween(Duration.ZERO, Duration.ofMinutes(2));
    }
  }

  @Test
  void aConnectionThatDropsInMidBodyIsTriedAgain() throws IOException {
    try (OddServer server = answering(dropped(), text(200, "{\"whole\": true}"))) {
      assertThat(http(server).getJson("/").toJson()).isEqualTo("{\"whole\":true}");
      assertThat(server.seen()).hasSize(2);
    }
  }

  @Test
  void aConnectionThatAlwaysDropsIsSaid() throws IOException {
    try (OddServer server = answering(dropped())) {
      assertThatThrownBy(() -> http(server).getJson("/"))
          .isInstanceOf(HttpFailure.class)
          .hasMessageContaining("3 tries");
      assertThat(server.seen()).hasSize(3);
    }
  }

  @Test
  void aSlowServerIsGivenUpAfterTheTimeout() throws IOException {
    try (OddServer server = answering(after(3_000, text(200, "{}")))) {
      TrackerHttp http =
          builder(server)
              .retries(RetryPolicy.DEFAULT.withAttempts(2).withTimeout(Duration.ofMillis(200)))
              .build();
      assertThatThrownBy(() -> http.getJson("/"))
          .isInstanceOf(HttpFailure.class)
          .hasMessageContaining("2 tries");
    }
  }

  @Test
  void aServerThatStopsInMidBodyIsGivenUpAfterTheTimeout() throws IOException {
    OddServer.Answer stuck =
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          after(20_000, ignored -> {}).to(exchange);
        };
    try (OddServer server = answering(stuck)) {
      TrackerHttp http =
          builder(server)
              .retries(RetryPolicy.DEFAULT.withAttempts(2).withTimeout(Duration.ofMillis(300)))
              .build();
      long start = System.nanoTime();
      assertThatThrownBy(() -> http.getJson("/")).isInstanceOf(HttpFailure.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void aWebPageIsNoAnswer() throws IOException {
    try (OddServer server = answering(text(200, "<!doctype html><title>Log in</title>"))) {
      assertThatThrownBy(() -> http(server).getJson("/api"))
          .isInstanceOf(HttpFailure.class)
          .hasMessageContaining("web page")
          .hasMessageContaining("credentials");
    }
  }

  @Test
  void aRedirectOnTheSameHostTakesSecretsAlong() throws IOException {
    try (OddServer server = answering(text(302, "", "Location", "/there"), text(200, "{}"))) {
      http(server).getJson("/here");
      assertThat(server.seen().get(1))
          .containsEntry(":path", "/there")
          .containsEntry("authorization", "Bearer " + KEY);
    }
  }

  @Test
  void aRedirectToAnotherHostIsFollowedWithoutSecretsOrHeaders() throws IOException {
    try (OddServer other = answering(text(200, "{\"from\": \"store\"}"))) {
      try (OddServer server = answering(text(307, "", "Location", other.uri() + "/signed?s=1"))) {
        assertThat(http(server).getJson("/").get("from").text()).isEqualTo("store");
        assertThat(other.seen().get(0))
            .doesNotContainKeys("authorization", "x-space")
            .doesNotContainValue("Bearer " + KEY);
      }
    }
  }

  @Test
  void aPostIsNotSentOnToAnotherHost() throws IOException {
    try (OddServer other = answering(text(200, "{}"))) {
      try (OddServer server = answering(text(307, "", "Location", other.uri().toString()))) {
        assertThatThrownBy(() -> http(server).postJson("/", "{}"))
            .isInstanceOf(HttpFailure.class)
            .hasMessageContaining("another host");
        assertThat(other.seen()).isEmpty();
      }
    }
  }

  @Test
  void redirectsInACircleEnd() throws IOException {
    try (OddServer server = answering(text(302, "", "Location", "/again"))) {
      assertThatThrownBy(() -> http(server).getJson("/"))
          .isInstanceOf(HttpFailure.class)
          .hasMessageContaining("sent on more than");
    }
  }

  @Test
  void packedAnswersAreUnpacked() throws IOException {
    byte[] packed = gzip("{\"packed\": true}".getBytes(StandardCharsets.UTF_8));
    try (OddServer server = answering(bytes(200, packed, "Content-Encoding", "gzip"))) {
      assertThat(http(server).getJson("/").toJson()).isEqualTo("{\"packed\":true}");
      assertThat(server.seen().get(0)).containsEntry("accept-encoding", "gzip");
    }
  }

  @Test
  void aPackedAnswerThatBreaksOffIsTriedAgain() throws IOException {
    byte[] packed = gzip("{\"packed\": true}".getBytes(StandardCharsets.UTF_8));
    byte[] half = java.util.Arrays.copyOf(packed, packed.length / 2);
    try (OddServer server =
        answering(
            bytes(200, half, "Content-Encoding", "gzip"),
            bytes(200, packed, "Content-Encoding", "gzip"))) {
      assertThat(http(server).getJson("/").toJson()).isEqualTo("{\"packed\":true}");
    }
  }

  @Test
  void aPackedBombIsRefusedBeforeItFillsTheMemory() throws IOException {
    byte[] bomb = gzipOfZeros(TrackerHttp.MAX_BODY + (1 << 20));
    try (OddServer server = answering(bytes(200, bomb, "Content-Encoding", "gzip"))) {
      assertThatThrownBy(() -> http(server).get("/"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("larger than");
      assertThat(server.seen()).hasSize(1);
    }
  }

  @Test
  void aSecretThatAServerEchoesIsHidden() throws IOException {
    try (OddServer server = answering(text(400, "bad token " + KEY))) {
      assertThatThrownBy(() -> http(server).getJson("/"))
          .hasMessageContaining("bad token ***")
          .hasMessageNotContaining(KEY);
    }
  }

  @Test
  void userAndPasswordOfAnAddressAreNeverShown() throws IOException {
    try (OddServer server = answering(text(404, ""))) {
      URI withUser = URI.create(server.uri().toString().replace("//", "//me:hidden-word@"));
      TrackerHttp http = TrackerHttp.at(withUser).build();
      assertThatThrownBy(() -> http.getJson("/?key=hidden-too"))
          .hasMessageNotContaining("hidden-word")
          .hasMessageNotContaining("hidden-too");
    }
  }

  @Test
  void aHostThatIsNotThereIsSaid() throws IOException {
    TrackerHttp http =
        TrackerHttp.at(URI.create("http://127.0.0.1:1"))
            .retries(RetryPolicy.DEFAULT.withAttempts(2))
            .pause(pauses::add)
            .build();
    assertThatThrownBy(() -> http.getJson("/"))
        .isInstanceOf(HttpFailure.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageContaining("check that the server runs");
    assertThat(pauses).hasSize(1);
  }

  @Test
  void aDownloadIsWholeOrNotThere(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.bin");
    try (OddServer server = answering(dropped(), bytes(200, new byte[200_000]))) {
      http(server).download(server.uri().resolve("/file"), file);
      assertThat(Files.size(file)).isEqualTo(200_000);
    }
    Path other = folder.resolve("other.bin");
    try (OddServer server = answering(dropped())) {
      assertThatThrownBy(() -> http(server).download(server.uri().resolve("/file"), other))
          .isInstanceOf(HttpFailure.class);
      assertThat(other).doesNotExist();
    }
  }

  @Test
  void fewerAttemptsKeepAllElse() throws IOException {
    try (OddServer server = answering(text(503, ""))) {
      assertThatThrownBy(() -> http(server).withAttempts(1).getJson("/"))
          .isInstanceOf(HttpFailure.class);
      assertThat(server.seen()).hasSize(1);
      assertThat(server.seen().get(0)).containsEntry("authorization", "Bearer " + KEY);
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzipOfZeros(long length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (long written = 0; written < length; written += zeros.length) {
        out.write(zeros);
      }
    }
    return bytes.toByteArray();
  }
}
