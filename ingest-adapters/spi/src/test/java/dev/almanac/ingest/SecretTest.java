package dev.almanac.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SecretTest {

  @Test
  void theFirstLineOfACommandIsTheSecret() throws IOException {
    Secret secret = Secret.resolve("${cmd:printf 'hunter2\\nmore\\n'}");
    assertThat(secret.reveal()).isEqualTo("hunter2");
    assertThat(secret).hasToString("***");
  }

  @Test
  void aCommandThatHangsIsGivenUp() {
    assertThatThrownBy(
            () -> Secret.resolve("${cmd:echo hunter2; sleep 600; true}", Duration.ofMillis(300)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("took longer")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aCommandThatFailsGivesNoSecret() {
    assertThatThrownBy(() -> Secret.resolve("${cmd:echo hunter2; exit 3}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("failed")
        .hasMessageNotContaining("hunter2");
  }
}
