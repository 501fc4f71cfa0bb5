package dev.almanac.ingest.comet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Secret;
import dev.almanac.ingest.read.http.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CometClientTest {

  @Test
  void keepsADistanceBetweenItsRequests() throws IOException {
    assertThat(pauses(0.001))
        .as("of two requests the second one waits, for no longer than the distance")
        .hasSize(1)
        .allMatch(pause -> pause.compareTo(Duration.ofSeconds(900)) > 0)
        .allMatch(pause -> pause.compareTo(Duration.ofSeconds(1_000)) <= 0);
  }

  @Test
  void doesNotWaitWithoutALimit() throws IOException {
    assertThat(pauses(0)).isEmpty();
  }

  private static List<Duration> pauses(double requestsPerSecond) throws IOException {
    List<Duration> pauses = new ArrayList<>();
    try (RecordedServer server = new RecordedServer();
        CometClient client =
            new CometClient(
                URI.create(server.url()),
                Secret.of(RecordedServer.KEY),
                requestsPerSecond,
                RetryPolicy.DEFAULT,
                pauses::add)) {
      String key = server.keys().first();
      client.get("experiment/metadata", "experimentKey", key);
      client.get("experiment/metadata", "experimentKey", key);
    }
    return pauses;
  }
}
