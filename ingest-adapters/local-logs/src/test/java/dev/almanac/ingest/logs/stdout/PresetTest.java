package dev.almanac.ingest.logs.stdout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetTest {

  @TempDir Path folder;

  private static List<String> read(Preset preset, String... lines) {
    List<String> found = new ArrayList<>();
    LineParser parser = preset.parser();
    for (String line : lines) {
      parser.line(
          PrintedText.visible(line),
          new Printed() {
            @Override
            public void number(String key, long step, double value, String unit) {
              found.add(key + "@" + step + "=" + value + unit);
            }

            @Override
            public void param(String key, String value) {
              found.add(key + ":" + value);
            }
          });
    }
    return found;
  }

  @Test
  void readsNanogpt() {
    assertThat(
            read(
                Preset.NANOGPT,
                "step 0: train loss 4.2874, val loss 4.2823",
                "iter 10: loss 3.2, time 5.50ms, mfu -100.00%",
                "iter_num = 5: loss"))
        .containsExactly(
            "train_loss@0=4.2874",
            "val_loss@0=4.2823",
            "loss@10=3.2",
            "time@10=5.5ms",
            "mfu@10=-100.0%");
  }

  @Test
  void readsModdedNanogptAndLlmC() {
    assertThat(
            read(
                Preset.MODDED_NANOGPT,
                "step:0/6000 val_loss:11.0149 train_time:305ms step_avg:nanms",
                "    step:int = 0"))
        .containsExactly("val_loss@0=11.0149", "train_time@0=305.0ms", "step_avg@0=NaNms");
    assertThat(read(Preset.LLM_C, "s:250 trl:6.3097 lr:0.000001"))
        .containsExactly("trl@250=6.3097", "lr@250=1.0E-6");
  }

  @Test
  void readsBoostingWithDeviations() {
    assertThat(read(Preset.XGBOOST, "[7]\ttrain-ndcg@10:0.5+0.01\ttest-auc:nan"))
        .containsExactly("train-ndcg@10@7=0.5", "train-ndcg@10/std@7=0.01", "test-auc@7=NaN");
    assertThat(read(Preset.LIGHTGBM, "[20]\tcv_agg's valid l2: 0.2 + 0.01", "[LightGBM] [Info] x"))
        .containsExactly("cv_agg/valid l2@20=0.2", "cv_agg/valid l2/std@20=0.01");
  }

  @Test
  void readsDictionariesBehindProgressBars() {
    assertThat(
            read(
                Preset.DICTIONARIES,
                "  5%|#  | 20/375 [00:01<00:10]\r{'loss': 0.69, 'grad_norm': nan, 'epoch': 0.16}",
                "{'eval_loss': '0.5', 'epoch': '1.0'}"))
        .containsExactly(
            "loss@0=0.69", "grad_norm@0=NaN", "epoch@0=0.16", "eval_loss@1=0.5", "epoch@1=1.0");
  }

  @Test
  void readsTheLastStateOfKerasBars() {
    assertThat(
            read(
                Preset.KERAS,
                "Epoch 1/3",
                "\u001b[1m1/3\u001b[0m \u001b[32m==\u001b[0m 6ms/step - loss: 9.0\r"
                    + "\u001b[1m3/3\u001b[0m 1ms/step - loss: 3.5 - val_loss: 4.0"))
        .containsExactly("loss@1=3.5", "val_loss@1=4.0");
  }

  @Test
  void readsMlperf() {
    assertThat(
            read(
                Preset.MLPERF,
                ":::MLLOG {\"key\": \"seed\", \"value\": 5, \"time_ms\": 1000,"
                    + " \"event_type\": \"POINT_IN_TIME\", \"metadata\": {\"lineno\": 1}}",
                "0: :::MLLOG {\"key\": \"eval_accuracy\", \"value\": 0.75, \"time_ms\": 2000,"
                    + " \"event_type\": \"POINT_IN_TIME\", \"metadata\": {\"epoch_num\": 4}}"))
        .containsExactly("seed:5", "eval_accuracy@4=0.75");
  }

  @Test
  void onlySeveralLinesMakeAFileARun() throws IOException {
    Path file = folder.resolve("train.log");
    Files.writeString(file, "epoch 1: loss=0.5\nepoch 2: loss=0.4\n");
    assertThat(StdoutFormat.preset(file)).isNull();
    Files.writeString(file, "epoch 1: loss=0.5\nepoch 2: loss=0.4\nepoch 3: loss=0.3\n");
    assertThat(StdoutFormat.preset(file)).isEqualTo(Preset.KEYED);
    Files.writeString(file, "Connected to 10.0.0.1:8080\nretry: 3\nbye: 4\n");
    assertThat(StdoutFormat.preset(file)).isNull();
  }

  @Test
  void anyLineIsReadInTime() {
    String alphabet = "step 1:/=.e-+[]{}'\" \t\u001b[0m\r\bnaninf%ms";
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder("step");
      for (int length = random.nextInt(80); length > 0; length--) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      for (Preset preset : Preset.values()) {
        read(preset, line.toString());
      }
    }
    String repeated = "step 1 " + "a".repeat(3_000) + "1".repeat(1_000);
    for (Preset preset : Preset.values()) {
      read(preset, repeated, "[1]\t" + "a".repeat(4_000), "[1]\t" + "a's b: ".repeat(500));
    }
  }
}
