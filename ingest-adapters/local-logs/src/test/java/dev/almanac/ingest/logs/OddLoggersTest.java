package dev.almanac.ingest.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRuns;
import dev.almanac.ingest.testkit.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What these formats make of files that are unusual, or of somebody else. */
class OddLoggersTest {

  @TempDir private Path folder;

  @Test
  void filesOfOthersAreNotClaimed() throws IOException {
    write("a/metrics.json", "{\"accuracy\": 0.5}");
    write("a/results.json", "{\"aeb\": [\"score\", 1.0]}");
    write("a/configs.json", "{\"aeb\": {\"lr\": 1}}");
    write("b/run.json", "{\"started\": 1}");
    write("c/params.json", "{\"lr\": 1}");
    write("c/progress.csv", "epoch,loss\n1,2\n");
    write("d/trial.json", "{\"status\": \"ok\"}");
    write("e/metrics.csv", "step,loss\n1,2\n");
    write("f/task.json", "{\"todo\": []}");
    write("g/monitor.csv", "a,b\n1,2\n");
    write("h/notes.db", "no database");
    write("i/result_0.txt", "42\n");
    write("j/config.yaml", "lr: 1\n");
    write("k/events/metric/readme.txt", "nothing");
    write("l/history.jsonl", "{\"loss\": 1}\n");
    write("l/configs.json", "{}");
    write("m/offers.zip", "no archive");
    assertThat(Sources.find(new LocalLogsSourceFactory(), folder)).isEmpty();
  }

  @Test
  void resultsOfARestoredTrialSupersedeTheOlderOnesAndAllStay() throws IOException {
    write("exp/t_1/params.json", "{\"lr\": 0.1}");
    write(
        "exp/t_1/result.json",
        result(1, 0.1) + result(2, 0.2) + result(3, 0.3) + result(2, 0.25) + result(3, 0.35));
    RecordedRun run = read().run("exp/t_1");
    assertThat(run.points("score"))
        .extracting(RecordedRun.Point::step)
        .containsExactly(1L, 2L, 3L, 2L, 3L);
  }

  @Test
  void aResultThatIsStillBeingWrittenIsLeftForLater() throws IOException {
    write("exp/t_1/params.json", "{\"lr\": 0.1}");
    write("exp/t_1/result.json", result(1, 0.1) + result(2, 0.2).substring(0, 30));
    RecordedRuns runs = read();
    assertThat(runs.run("exp/t_1").points("score")).hasSize(1);
    assertThat(runs.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.TRUNCATED);
  }

  private static String result(int iteration, double score) {
    return "{\"score\": %s, \"training_iteration\": %d, \"timestamp\": 1747923460, \"done\": false}\n"
        .formatted(score, iteration);
  }

  @Test
  void kerasTunerWritesInfinityAndEveryExecutionCounts() throws IOException {
    write(
        "search/oracle.json",
        "{\"display\": {\"trial_start\": {\"00\": \"2024-05-01T10:00:00.5\"}}}");
    write(
        "search/trial_00/trial.json",
        """
        {"trial_id": "00", "hyperparameters": {"space": [
          {"class_name": "Float", "config": {"name": "lr", "default": 0.1, "conditions": [],
           "min_value": 0.0001, "max_value": 1.0, "step": null, "sampling": "log"}},
          {"class_name": "Choice", "config": {"name": "act", "values": ["relu", "tanh"]}},
          {"class_name": "Boolean", "config": {"name": "bias"}}],
         "values": {"lr": 0.01, "act": "relu", "bias": true, "tuner/epochs": 2}},
         "metrics": {"metrics": {"val_loss": {"direction": "min",
          "observations": [{"value": [Infinity, 0.5], "step": 3}]}}},
         "score": 0.5, "best_step": 3, "status": "COMPLETED", "message": null}
        """);
    RecordedRun run = read().run("search/trial_00");
    assertThat(run.points("val_loss"))
        .extracting(RecordedRun.Point::value)
        .containsExactly(Double.POSITIVE_INFINITY, 0.5);
    assertThat(run.run().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.run().startedAt()).hasToString("2024-05-01T10:00:00.500Z");
    assertThat(run.tags()).containsEntry("tuner/epochs", "2");
    assertThat(run.lines())
        .anyMatch(line -> line.contains("\"key\":\"lr\",\"type\":\"float\",\"scale\":\"log\""))
        .anyMatch(line -> line.contains("\"direction\":\"min\""));
  }

  @Test
  void iterationsOfMmcvCountOverEpochsAndTheConfigurationIsReadNotRun() throws IOException {
    write(
        "work/20230102_030405.log.json",
        """
        {"env_info": "Python: 3.9\\nGPU: none", "config": "lr = 0.02\\nmodel = dict(type='R', depth=50, norm=dict(type='BN'))\\nbad = __import__('os').system('x')\\nsteps = [8, 11]\\n", "seed": 1, "exp_name": "r.py"}
        {"mode": "train", "epoch": 1, "iter": 50, "lr": 0.01, "loss": 2.0}
        {"mode": "train", "epoch": 1, "iter": 100, "lr": 0.01, "loss": 1.5}
        {"mode": "val", "epoch": 1, "iter": 20, "bbox_mAP": 0.1}
        {"mode": "train", "epoch": 2, "iter": 50, "lr": 0.01, "loss": 1.0}
        """);
    RecordedRun run = read().run("work");
    assertThat(run.points("train/loss"))
        .extracting(RecordedRun.Point::step)
        .containsExactly(50L, 100L, 150L);
    assertThat(run.points("val/bbox_mAP")).extracting(RecordedRun.Point::step).containsExactly(1L);
    assertThat(run.lines())
        .anyMatch(line -> line.contains("\"key\":\"model.norm.type\",\"value\":\"BN\""))
        .anyMatch(line -> line.contains("\"key\":\"steps\",\"value\":\"[8,11]\""))
        .noneMatch(line -> line.contains("\"key\":\"bad\""));
  }

  @Test
  void sessionsOfMmEngineAreOneRun() throws IOException {
    write(
        "work/20240102_030405/vis_data/scalars.json",
        """
        {"lr": 0.1, "loss": 2.0, "epoch": 1, "iter": 1, "step": 1}
        {"lr": 0.1, "loss": 1.0, "epoch": 1, "iter": 2, "step": 2}
        {"coco/bbox_mAP": 0.2, "time": 0.1, "step": 1}
        """);
    write("work/20240102_030405/vis_data/config.py", "batch_size = 4\n");
    write(
        "work/20240103_030405/vis_data/scalars.json",
        "{\"lr\": 0.1, \"loss\": 0.9, \"epoch\": 1, \"iter\": 2, \"step\": 2}\n");
    RecordedRuns runs = read();
    assertThat(runs.runs()).containsOnlyKeys("work");
    assertThat(runs.run("work").points("loss"))
        .extracting(RecordedRun.Point::value)
        .containsExactly(2.0, 1.0, 0.9);
    assertThat(runs.run("work").points("val/time")).hasSize(1);
  }

  @Test
  void linesOfDetectron2AreReadAndADamagedOneCostsItself() throws IOException {
    write(
        "out/metrics.json",
        "{\"iteration\": 19, \"total_loss\": 1.5, \"lr\": NaN}\n{broken\n"
            + "{\"iteration\": 39, \"total_loss\": 1.0}\n");
    write("out/config.yaml", "SOLVER:\n  BASE_LR: 0.02\n  STEPS: !!python/tuple [1, 2]\n");
    RecordedRuns runs = read();
    assertThat(runs.run("out").points("total_loss"))
        .extracting(RecordedRun.Point::step)
        .containsExactly(19L, 39L);
    assertThat(runs.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.CORRUPT);
    assertThat(runs.run("out").lines())
        .anyMatch(line -> line.contains("\"key\":\"SOLVER.BASE_LR\",\"value\":\"0.02\""));
  }

  @Test
  void mlPerfTellsParamsFromMetricsByWhatCounts() throws IOException {
    write(
        "system/resnet/result_0.txt",
        """
        launching
        :::MLLOG {"namespace": "", "time_ms": 1000, "event_type": "POINT_IN_TIME", "key": "submission_benchmark", "value": "resnet", "metadata": {}}
        0: :::MLLOG {"namespace": "", "time_ms": 1001, "event_type": "POINT_IN_TIME", "key": "global_batch_size", "value": 4096, "metadata": {}}
        :::MLLOG {"namespace": "", "time_ms": 2000, "event_type": "INTERVAL_START", "key": "run_start", "value": null, "metadata": {}}
        :::MLLOG {"namespace": "", "time_ms": 3000, "event_type": "POINT_IN_TIME", "key": "eval_accuracy", "value": 0.7, "metadata": {"epoch_num": 4}}
        :::MLLOG {"namespace": "", "time_ms": 4000, "event_type": "INTERVAL_END", "key": "run_stop", "value": null, "metadata": {"status": "success"}}
        """);
    RecordedRun run = read().run("system/resnet/result_0.txt");
    assertThat(run.points("eval_accuracy"))
        .containsExactly(new RecordedRun.Point(4, 3_000_000, 0.7));
    assertThat(run.run().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.run().project()).isEqualTo("resnet");
    assertThat(run.lines())
        .anyMatch(
            line ->
                line.contains("\"key\":\"global_batch_size\",\"value\":\"4096\",\"type\":\"int\""));
  }

  @Test
  void dagsHubHasARowAPoint() throws IOException {
    write(
        "repo/metrics.csv",
        "Name,Value,Timestamp,Step\n\"loss\",0.5,1612345678901,1\n\"loss\",nan,1612345678902,2\n");
    write("repo/params.yml", "lr: 0.1\nnet:\n  depth: 3\n");
    RecordedRun run = read().run("repo");
    assertThat(run.points("loss")).hasSize(2);
    assertThat(run.points("loss").get(0))
        .isEqualTo(new RecordedRun.Point(1, 1612345678901000L, 0.5));
    assertThat(run.paramCount()).isEqualTo(2);
  }

  @Test
  void bohbAndDeepCaveHaveAConfigurationARun() throws IOException {
    write("bohb/configs.json", "[[0, 0, 0], {\"lr\": 0.1}, {\"model_based_pick\": false}]\n");
    write(
        "bohb/results.json",
        "[[0, 0, 0], 1.0, {\"submitted\": 1.0, \"started\": 2.0, \"finished\": 3.5}, {\"loss\": 0.4, \"info\": {\"acc\": 0.6}}, null]\n"
            + "[[0, 0, 0], 3.0, {\"submitted\": 4.0, \"started\": 5.0, \"finished\": 6.0}, null, \"Traceback\"]\n");
    write("cave/configs.json", "{\"0\": {\"alpha\": 0.5}}");
    write("cave/meta.json", "{\"objectives\": [{\"name\": \"acc\", \"optimize\": \"upper\"}]}");
    write(
        "cave/history.jsonl",
        "[0, 20, [0.7], 0.0, 0.5, 1, {}]\n[0, 40, 7, [0.8], 0.5, 1.0, 1, {}]\n");
    RecordedRuns runs = read();
    RecordedRun bohb = runs.run("bohb/config-0-0-0");
    assertThat(bohb.points("loss")).containsExactly(new RecordedRun.Point(0, 3_500_000, 0.4));
    assertThat(bohb.points("budget"))
        .extracting(RecordedRun.Point::value)
        .containsExactly(1.0, 3.0);
    assertThat(bohb.points("info/acc")).hasSize(1);
    assertThat(bohb.run().status()).isEqualTo(RunStatus.FAILED);
    RecordedRun cave = runs.run("cave/config-0");
    assertThat(cave.points("acc")).extracting(RecordedRun.Point::value).containsExactly(0.7, 0.8);
    assertThat(cave.points("seed")).hasSize(1);
    assertThat(cave.lines()).anyMatch(line -> line.contains("\"direction\":\"max\""));
  }

  @Test
  void evaluationsAreReadAndPickledArraysAreNot() throws IOException {
    write(
        "agent/monitor.csv",
        "#{\"t_start\": 10.0, \"env_id\": \"E\"}\nr,l,t\n1.5,10,0.5\n2.5,20,1.0\n");
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("agent/evaluations.npz")))) {
      entry(zip, "timesteps.npy", array("<i8", "(2,)", 100, 200));
      entry(zip, "results.npy", array("<f8", "(2, 2)", 1.0, 2.0, 3.0, 4.0));
      entry(zip, "successes.npy", array("|O", "(1,)"));
    }
    RecordedRuns runs = read();
    RecordedRun run = runs.run("agent");
    assertThat(run.points("eval/results"))
        .extracting(RecordedRun.Point::step)
        .containsExactly(100L, 100L, 200L, 200L);
    assertThat(run.points("monitor/r"))
        .containsExactly(
            new RecordedRun.Point(10, 10_500_000, 1.5), new RecordedRun.Point(30, 11_000_000, 2.5));
    assertThat(runs.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.UNSUPPORTED);
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] array(String type, String shape, double... values) {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    ByteBuffer length = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.writeBytes(length.putShort((short) header.length()).array());
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    for (double value : values) {
      ByteBuffer element = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      bytes.writeBytes(
          type.equals("<i8")
              ? element.putLong((long) value).array()
              : element.putDouble(value).array());
    }
    return bytes.toByteArray();
  }

  @Test
  void hydraSaysWhatARunInItsJobWasGiven() throws IOException {
    write("job/.hydra/config.yaml", "lr: 0.5\nnet:\n  depth: 3\n");
    write("job/.hydra/overrides.yaml", "- lr=0.5\n");
    write("job/.hydra/hydra.yaml", "hydra:\n  runtime:\n    version: 1.3.8\n");
    write("job/out/metrics.json", "{\"iteration\": 1, \"loss\": 1.0}\n");
    RecordedRuns runs = read();
    assertThat(runs.runs()).containsOnlyKeys("job/out");
    RecordedRun run = runs.run("job/out");
    assertThat(run.run().tracker()).isEqualTo("detectron2");
    assertThat(run.lines())
        .anyMatch(line -> line.contains("\"key\":\"lr\",\"value\":\"0.5\",\"origin\":\"logged\""))
        .anyMatch(
            line -> line.contains("\"key\":\"net.depth\",\"value\":\"3\",\"origin\":\"config\""));
  }

  @Test
  void guildSaysHowARunEnded() throws IOException {
    String run = "runs/0123456789abcdef0123456789abcdef";
    write(run + "/.guild/opref", "guildfile:/p abc 'm' train");
    write(run + "/.guild/attrs/id", "0123456789abcdef0123456789abcdef\n");
    write(run + "/.guild/attrs/started", "1600000000000000\n");
    write(run + "/.guild/attrs/stopped", "1600000001000000\n");
    write(run + "/.guild/attrs/exit_status", "-15\n");
    write(run + "/.guild/attrs/flags", "lr: 0.1\nact: relu\n");
    write(run + "/.guild/attrs/label", "first\n");
    RecordedRun read = read().run(run);
    assertThat(read.run().status()).isEqualTo(RunStatus.KILLED);
    assertThat(read.run().name()).isEqualTo("first");
    assertThat(read.run().startedAt()).hasToString("2020-09-13T12:26:40Z");
    assertThat(read.paramCount()).isEqualTo(2);
  }

  private RecordedRuns read() throws IOException {
    List<Sources.Reading> readings = Sources.readAll(new LocalLogsSourceFactory(), folder);
    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).listing().problems()).isEmpty();
    return readings.get(0).runs();
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
