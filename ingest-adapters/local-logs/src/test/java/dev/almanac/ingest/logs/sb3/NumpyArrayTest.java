package dev.almanac.ingest.logs.sb3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumpyArrayTest {

  @Test
  void numbersOfSeveralSortsAreRead() throws IOException {
    assertThat(open("<f4", "(1,)", 0, 0, 0x80, 0x3f).next()).isEqualTo(1.0);
    assertThat(open(">i2", "(1,)", 0xff, 0xfe).next()).isEqualTo(-2.0);
    assertThat(open("|b1", "()", 1).next()).isEqualTo(1.0);
    NumpyArray array = open("<u2", "(2, 1)", 1, 0, 2, 0);
    assertThat(array.rows()).isEqualTo(2);
    assertThat(array.columns()).isEqualTo(1);
  }

  @Test
  void objectsAreRefusedAndShortFilesEnd() {
    assertThatThrownBy(() -> open("|O", "(1,)")).hasMessageContaining("no array of numbers");
    assertThatThrownBy(() -> open("<f8", "(9999999999999,)").next())
        .hasMessageContaining("ends before");
  }

  @Test
  void damageIsAnIoException() {
    byte[] whole = bytes("<f8", "(2, 2)", new int[32]);
    Random random = new Random(11);
    for (int round = 0; round < 3_000; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 3; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        NumpyArray array = NumpyArray.open(new ByteArrayInputStream(damaged));
        for (int i = 0; i < 4; i++) {
          array.next();
        }
      } catch (IOException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }

  private static NumpyArray open(String type, String shape, int... content) throws IOException {
    return NumpyArray.open(new ByteArrayInputStream(bytes(type, shape, content)));
  }

  private static byte[] bytes(String type, String shape, int... content) {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.write(header.length());
    bytes.write(0);
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    for (int each : content) {
      bytes.write(each);
    }
    return bytes.toByteArray();
  }
}
