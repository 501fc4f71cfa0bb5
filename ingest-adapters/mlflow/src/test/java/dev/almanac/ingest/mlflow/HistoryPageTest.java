package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryPageTest {

  private static final String PAGE =
      "{\"metrics\": [{\"key\": \"loss\", \"value\": 0.5, \"timestamp\": 1700000000000, \"step\":"
          + " -9223372036854775808}, {\"key\": \"loss\", \"value\": \"NaN\", \"timestamp\":"
          + " \"1700000000001\", \"step\": \"9223372036854775807\", \"run_id\": \"r1\"}, {\"value\":"
          + " NaN, \"timestamp\": 1, \"step\": 2, \"extra\": {\"a\": [1]}}, {\"value\":"
          + " \"-Infinity\"}, {\"value\": 5e-324}], \"next_page_token\": \"abc\"}";

  private static List<String> read(byte[] body) throws IOException {
    List<String> points = new ArrayList<>();
    HistoryPage page =
        HistoryPage.read(
            body,
            (runId, step, millis, value) ->
                points.add(runId + " " + step + " " + millis + " " + value));
    points.add("token " + page.token());
    return points;
  }

  @Test
  void numbersMayBeTextsAndAreExact() throws IOException {
    assertThat(read(PAGE.getBytes(StandardCharsets.UTF_8)))
        .containsExactly(
            "null -9223372036854775808 1700000000000 0.5",
            "r1 9223372036854775807 1700000000001 NaN",
            "null 2 1 NaN",
            "null 0 0 -Infinity",
            "null 0 0 4.9E-324",
            "token abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"metrics\": []}", "{\"next_page_token\": \"\"}"})
  void anEmptyAnswerHasNoPoints(String page) throws IOException {
    assertThat(read(page.getBytes(StandardCharsets.UTF_8))).containsExactly("token null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "<html>",
        "",
        "{\"metrics\": [{\"value\": \"much\"}]}",
        "{\"metrics\": [{\"value\": true}]}",
        "{\"metrics\": [{\"step\": 1.5}]}",
        "{\"metrics\": [{\"step\": 9223372036854775808}]}",
        "{\"metrics\": [{\"timestamp\": \"now\"}]}",
        "{\"metrics\": [{\"value\": 1}",
        "{\"metrics\": [1, {\"value\": 1}]}"
      })
  void whatIsNoHistoryIsRefused(String page) {
    assertThatThrownBy(() -> read(page.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void changedBytesGiveAnExceptionAtMost() {
    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      byte[] changed = page.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      try {
        read(changed);
      } catch (IOException refused) {
        assertThat(refused).hasMessageNotContaining("java.");
      }
    }
  }
}
