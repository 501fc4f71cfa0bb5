package dev.almanac.ingest.logs.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Vectors of {@code masked_crc.rs} and {@code tf_record.rs} of TensorBoard's data server. */
class MaskedCrcTest {

  @Test
  void knownChecksumsAreComputed() {
    MaskedCrc crc = new MaskedCrc();
    byte[] text = "\u001a\u0011CRC test, one two".getBytes(StandardCharsets.UTF_8);
    assertThat(crc.of(text, 0, text.length)).isEqualTo(0x5794_d08a);
    assertThat(crc.ofLength(24)).isEqualTo(0x224b_7fa3);
  }

  @Test
  void longLengthsHaveTheChecksumOfTheirBytes() {
    MaskedCrc crc = new MaskedCrc();
    byte[] bytes = {0x78, 0x56, 0x34, 0x12, 0, 0, 0, 0};
    assertThat(crc.ofLength(0x1234_5678)).isEqualTo(crc.of(bytes, 0, 8));
  }
}
