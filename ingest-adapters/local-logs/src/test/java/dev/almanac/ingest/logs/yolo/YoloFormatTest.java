package dev.almanac.ingest.logs.yolo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YoloFormatTest {

  @TempDir Path folder;

  private List<String> lines() throws IOException {
    return Sources.readAll(new LocalLogsSourceFactory(), folder).stream()
        .flatMap(reading -> reading.lines().stream())
        .toList();
  }

  @Test
  void readsPaddedResultsAndSettings() throws IOException {
    Path run = Files.createDirectories(folder.resolve("runs/detect/train"));
    Files.writeString(
        run.resolve("args.yaml"),
        "task: detect\nepochs: 2\nbatch: 32\nsave: true\npatience: 100\n"
            + "save_dir: runs\\detect\\train\n");
    Files.writeString(
        run.resolve("results.csv"),
        "                  epoch,         train/box_loss,    metrics/mAP50-95(B)\n"
            + "                      1,                 1.6878,                0.05583\n"
            + "                      2,                 1.2670,                0.12497\n");
    Files.writeString(
        Files.createDirectories(folder.resolve("runs/detect/predict")).resolve("args.yaml"),
        "mode: predict\n");
    assertThat(lines())
        .anyMatch(line -> line.contains("\"fact\":\"run\"") && line.contains("finished"))
        .anyMatch(line -> line.contains("\"batch\",\"value\":\"32\"") && line.contains("config"))
        .anyMatch(line -> line.contains("runs\\\\detect\\\\train"))
        .anyMatch(line -> line.contains("train/box_loss") && line.contains("1.6878"))
        .noneMatch(line -> line.contains("predict"));
  }

  @Test
  void eachRowOfATuningTableIsARun() throws IOException {
    Files.writeString(
        folder.resolve("tune_results.csv"), "fitness,lr0,momentum\n0.5,0.01,0.9\n0.6,0.02,0.8\n");
    assertThat(lines())
        .anyMatch(
            line -> line.contains("iteration 2") && line.contains("\"lr0\",\"value\":\"0.02\""))
        .anyMatch(line -> line.contains("iteration 1") && line.contains("\"value\":\"0.5\""))
        .anyMatch(line -> line.contains("\"direction\":\"max\""));
  }
}
