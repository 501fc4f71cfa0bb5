package dev.almanac.ingest.read.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteTextsTest {

  private final ByteTexts texts = new ByteTexts();

  @Test
  void findsEachOfManyTextsWhereverTheyStandInTheArray() {
    for (int i = 0; i < 5_000; i++) {
      put("run-" + i, i);
    }
    for (int i = 0; i < 5_000; i++) {
      assertThat(find("run-" + i)).isEqualTo(i);
    }
    assertThat(find("run-5000")).isEqualTo(ByteTexts.UNKNOWN);
    assertThat(find("")).isEqualTo(ByteTexts.UNKNOWN);
  }

  @Test
  void theFirstNumberStays() {
    put("", 1);
    put("", 2);
    assertThat(find("")).isEqualTo(1);
  }

  private void put(String text, int number) {
    byte[] bytes = ("xx" + text + "yy").getBytes(StandardCharsets.UTF_8);
    texts.put(bytes, 2, bytes.length - 4, number);
  }

  private int find(String text) {
    byte[] bytes = ("?" + text + "!!!").getBytes(StandardCharsets.UTF_8);
    return texts.find(bytes, 1, bytes.length - 4);
  }
}
