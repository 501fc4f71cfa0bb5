package dev.almanac.ingest.aim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.ParamType;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttributesTest {

  @Test
  void keysOfTextsAndNumbersAreReadBack() throws IOException {
    byte[] bytes = AimKey.prefix("meta", "größe", -4504863053055089774L, 0xfefefefefefefefeL, "x");
    assertThat(AimKey.parse(bytes).parts())
        .containsExactly("meta", "größe", -4504863053055089774L, 0xfefefefefefefefeL, "x");
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThatThrownBy(
            () -> AimKey.parse("no end".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> AimKey.parse(new byte[] {(byte) 0xfe, 1, 2}))
        .isInstanceOf(IOException.class);
  }

  @Test
  void randomBytesAreEitherReadOrRefused() {
    Random random = new Random(20_261_126);
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = (byte) random.nextInt(17);
      }
      try {
        assertThat(AimValue.parse(bytes)).isNotNull();
        assertThat(AimKey.parse(bytes)).isNotNull();
      } catch (IOException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void whatAimLogsOfTheMachineIsFoundByName() {
    Attributes attributes = new Attributes();
    attributes.add(key("__system_params", "packages", "torch"), new AimValue.Text("2.9.0"));
    attributes.add(key("__system_params", "env_variables", "TOKEN"), new AimValue.Text("x"));
    attributes.add(key("__system_params", "executable"), new AimValue.Text("python3"));
    attributes.add(key("lr"), new AimValue.Real(0.1));
    assertThat(attributes.text("__system_params", "executable")).isEqualTo("python3");
    assertThat(attributes.below("__system_params", "packages"))
        .containsExactly(new Attributes.Attribute("torch", "2.9.0", ParamType.STRING));
    assertThat(attributes.without("__system_params"))
        .containsExactly(new Attributes.Attribute("lr", "0.1", ParamType.FLOAT));
  }

  private static AimKey key(Object... parts) {
    return new AimKey(List.of(parts));
  }
}
