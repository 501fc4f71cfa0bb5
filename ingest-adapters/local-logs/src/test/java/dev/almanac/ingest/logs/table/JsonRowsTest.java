package dev.almanac.ingest.logs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonRowsTest {

  private static final class Listed implements JsonRows.Leaves {
    private final List<String> found = new ArrayList<>();

    @Override
    public void number(String path, double value) {
      found.add(path + "=" + value);
    }

    @Override
    public void text(String path, String value) {
      found.add(path + "='" + value + "'");
    }

    @Override
    public void truth(String path, boolean value) {
      found.add(path + "=" + value);
    }

    @Override
    public void passed(String path) {
      found.add(path + " passed");
    }
  }

  private static JsonRows rows(String text) {
    return new JsonRows(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @Test
  void handsOnTheLeavesOfEachRow() throws IOException {
    JsonRows rows = rows("\n{\"a\":1,\"b\":{\"c\":NaN,\"d\":\"x\"},\"e\":[1],\"f\":true}\r\n\n{}");
    Listed listed = new Listed();
    assertThat(rows.next()).isTrue();
    assertThat(rows.number()).isEqualTo(2);
    assertThat(rows.isComplete()).isTrue();
    rows.leaves("/", listed);
    assertThat(listed.found).containsExactly("a=1.0", "b/c=NaN", "b/d='x'", "e passed", "f=true");
    assertThat(rows.next()).isTrue();
    assertThat(rows.isComplete()).isFalse();
    assertThat(rows.next()).isFalse();
  }

  @Test
  void aBrokenRowCostsThatRow() throws IOException {
    JsonRows rows = rows("{\"a\":\n[1]\n{\"a\":2}\n");
    rows.next();
    assertThatThrownBy(() -> rows.leaves("/", new Listed())).isInstanceOf(IOException.class);
    rows.next();
    assertThatThrownBy(() -> rows.leaves("/", new Listed())).hasMessageContaining("no JSON object");
    rows.next();
    Listed listed = new Listed();
    rows.leaves("/", listed);
    assertThat(listed.found).containsExactly("a=2.0");
  }

  @Test
  void refusesDeepNestingInOneRowAndReadsTheNext() throws IOException {
    JsonRows rows = rows("{\"a\":" + "[".repeat(100_000) + "\n{\"b\":1}\n");
    rows.next();
    assertThatThrownBy(() -> rows.leaves("/", new Listed())).isInstanceOf(IOException.class);
    assertThat(rows.next()).isTrue();
    assertThat(rows.value().get("b").number()).isEqualTo(1.0);
  }

  /** A row of 120 MB, made as it is read: numbers of it are read, its long text is passed over. */
  @Test
  void readsARowThatDoesNotFitIntoMemory() throws IOException {
    long[] left = {120L << 20};
    byte[] head = "{\"a\":1,\"long\":\"".getBytes(StandardCharsets.UTF_8);
    byte[] tail = "\",\"b\":2}\n{\"c\":3}\n".getBytes(StandardCharsets.UTF_8);
    InputStream middle =
        new InputStream() {
          @Override
          public int read() {
            return left[0]-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            if (left[0] <= 0) {
              return -1;
            }
            int count = (int) Math.min(left[0], length);
            java.util.Arrays.fill(target, offset, offset + count, (byte) 'x');
            left[0] -= count;
            return count;
          }
        };
    InputStream all =
        new java.io.SequenceInputStream(
            new java.io.SequenceInputStream(new ByteArrayInputStream(head), middle),
            new ByteArrayInputStream(tail));
    JsonRows rows = new JsonRows(all, 0);
    Listed listed = new Listed();
    assertThat(rows.next()).isTrue();
    assertThat(rows.isWhole()).isFalse();
    rows.leaves("/", listed);
    assertThat(rows.next()).isTrue();
    rows.leaves("/", listed);
    assertThat(listed.found).containsExactly("a=1.0", "long passed", "b=2.0", "c=3.0");
  }

  @Test
  void anyBytesEndInRowsOrIoExceptions() throws IOException {
    byte[] alphabet = "{}[]\",:1\nNa\\\0\u00e4".getBytes(StandardCharsets.UTF_8);
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = new byte[random.nextInt(40)];
      for (int at = 0; at < text.length; at++) {
        text[at] = alphabet[random.nextInt(alphabet.length)];
      }
      JsonRows rows = new JsonRows(new ByteArrayInputStream(text), 0);
      while (rows.next()) {
        try {
          rows.leaves("/", new Listed());
        } catch (IOException malformed) {
          assertThat(malformed).isNotNull();
        }
      }
      assertThat(rows.nextOffset()).isEqualTo(text.length);
    }
  }
}
