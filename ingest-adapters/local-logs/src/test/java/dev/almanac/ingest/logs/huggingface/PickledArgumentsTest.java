package dev.almanac.ingest.logs.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class PickledArgumentsTest {

  private static final Path FILE =
      Path.of("src/test/resources/tables/huggingface/input/bert-tiny/training_args.bin");

  private static byte[] pickle() throws IOException {
    try (ZipFile zip = new ZipFile(FILE.toFile());
        InputStream input = zip.getInputStream(zip.getEntry("training_args/data.pkl"))) {
      return input.readAllBytes();
    }
  }

  @Test
  void readsArgumentsOfTheRealClassWithoutMakingIt() throws IOException {
    Map<String, JsonValue> arguments = TrainingArgumentsFile.read(FILE);
    assertThat(arguments.get("learning_rate")).isEqualTo(new JsonValue.Num("5e-05"));
    assertThat(arguments.get("num_train_epochs")).isEqualTo(new JsonValue.Num("3"));
    assertThat(arguments.get("eval_strategy")).isEqualTo(new JsonValue.Text("steps"));
    assertThat(arguments.get("greater_is_better")).isEqualTo(new JsonValue.Bool(true));
    assertThat(arguments.get("adam_epsilon")).isEqualTo(new JsonValue.Num("1e-08"));
    assertThat(arguments).hasSizeGreaterThan(80);
  }

  @Test
  void keepsSecretsToItself() throws IOException {
    assertThat(TrainingArgumentsFile.read(FILE).toString())
        .contains("hub_token")
        .doesNotContain("hf_a-secret");
  }

  @Test
  void aCallIsARecordOfWhatWouldBeCalled() throws IOException {
    byte[] evil = "cos\nsystem\n(S'rm -rf /'\ntR.".getBytes(StandardCharsets.UTF_8);
    assertThat(PickledArguments.read(evil)).isEqualTo(new JsonValue.Text("'rm -rf /'"));
  }

  @Test
  void refusesWhatPlainValuesDoNotNeed() {
    byte[] persistent = "(S'x'\nQ.".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> PickledArguments.read(persistent))
        .hasMessageContaining("which plain values do not need");
  }

  @Test
  void endsOnSelfReferenceAndOnLengthsThatLie() throws IOException {
    byte[] itself = {']', 'q', 0, 'h', 0, 'a', '.'};
    assertThat(PickledArguments.read(itself).toJson()).isEqualTo("[\"(itself)\"]");
    byte[] lie = {'X', -1, -1, -1, 127, 'a', '.'};
    assertThatThrownBy(() -> PickledArguments.read(lie)).isInstanceOf(IOException.class);
  }

  @Test
  void stopsBombsOfSharedLists() {
    StringBuilder bomb = new StringBuilder("](lp0\n");
    for (int level = 1; level < 40; level++) {
      bomb.append("(g").append(level - 1).append("\ng").append(level - 1);
      bomb.append("\nlp").append(level).append('\n');
    }
    bomb.append('.');
    assertThatThrownBy(
            () -> PickledArguments.read(bomb.toString().getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }

  /** Whatever is done to a real pickle: a value or an IOException. */
  @Test
  void mutatedPicklesEndInValuesOrIoExceptions() throws IOException {
    byte[] whole = pickle();
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      byte[] mutated = whole.clone();
      for (int flips = random.nextInt(6); flips >= 0; flips--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(PickledArguments.read(mutated)).isNotNull();
      } catch (IOException malformed) {
        assertThat(malformed).hasMessageNotContaining("null");
      }
    }
  }
}
