package dev.almanac.bench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.bench.store.LightningCsvGenerator.Columns;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRun.Point;
import dev.almanac.ingest.testkit.Sources;
import dev.almanac.ingest.testkit.Sources.Reading;
import dev.almanac.ingest.wandb.WandbSourceFactory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated logs are what the adapters for the real ones read without a complaint. */
class GeneratedLogsTest {

  /** Long enough for records that go over the end of a block. */
  private static final int STEPS = 700;

  private static final int RUNS = 12;

  @TempDir Path folder;

  @Test
  void eventFilesHoldEveryPointInSinglePrecision() throws IOException {
    Map<String, RecordedRun> runs =
        read(new TensorBoardGenerator(STEPS), new LocalLogsSourceFactory());
    for (int index = 0; index < RUNS; index++) {
      SyntheticRun run = new SyntheticHistory(STEPS).run(index);
      RecordedRun recorded = runs.get(run.name());
      for (Map.Entry<String, double[]> metric : run.metrics().entrySet()) {
        List<Point> points = recorded.points(metric.getKey());
        assertThat(points).hasSize(STEPS);
        for (int step = 0; step < STEPS; step++) {
          Point point = points.get(step);
          assertThat(point.step()).isEqualTo(step);
          assertThat(Double.valueOf(point.value()))
              .isEqualTo(Double.valueOf((float) metric.getValue()[step]));
          assertThat(point.timeMicros() - 1_000 * run.times()[step]).isBetween(0L, 1_000L);
        }
      }
    }
  }

  @Test
  void wandbLogsHoldEveryPointAndParam() throws IOException {
    Map<String, RecordedRun> runs = read(new WandbGenerator(STEPS), new WandbSourceFactory());
    assertThat(runs).hasSize(RUNS);
    for (int index = 0; index < RUNS; index++) {
      SyntheticRun run = new SyntheticHistory(STEPS).run(index);
      RecordedRun recorded =
          runs.values().stream()
              .filter(each -> run.name().equals(each.run().name()))
              .findFirst()
              .orElseThrow();
      assertThat(recorded.paramCount()).isEqualTo(run.params().size());
      for (Map.Entry<String, double[]> metric : run.metrics().entrySet()) {
        List<Point> expected = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
          expected.add(new Point(step, 1_000 * run.times()[step], metric.getValue()[step]));
        }
        assertThat(recorded.points(metric.getKey())).isEqualTo(expected);
      }
    }
  }

  @Test
  void csvFilesHoldEveryPointAndParam() throws IOException {
    Map<String, RecordedRun> runs =
        read(new LightningCsvGenerator(STEPS, Columns.EQUAL), new LocalLogsSourceFactory());
    assertThat(runs).hasSize(RUNS);
    for (int index = 0; index < RUNS; index++) {
      SyntheticRun run = new SyntheticHistory(STEPS).run(index);
      RecordedRun recorded = runs.get("lightning_logs/version_" + index);
      assertThat(recorded.paramCount()).isEqualTo(run.params().size());
      run.metrics()
          .forEach(
              (key, values) ->
                  assertThat(recorded.points(key).stream().mapToDouble(Point::value))
                      .containsExactly(boxed(values)));
    }
  }

  @Test
  void csvFilesOfDifferentColumnsHaveFiveOfForty() throws IOException {
    Map<String, RecordedRun> runs =
        read(new LightningCsvGenerator(STEPS, Columns.DIFFERENT), new LocalLogsSourceFactory());
    Set<String> keys = new HashSet<>();
    for (RecordedRun run : runs.values()) {
      assertThat(run.allPoints()).hasSize(LightningCsvGenerator.KEYS);
      keys.addAll(run.allPoints().keySet());
    }
    assertThat(keys).hasSizeBetween(25, 40);
  }

  @Test
  void equalNumbersGiveEqualBytesAndNothingIsOverwritten() throws IOException {
    for (RunGenerator generator :
        List.of(
            new TensorBoardGenerator(3),
            new WandbGenerator(3),
            new LightningCsvGenerator(3, Columns.DIFFERENT))) {
      String name = generator.getClass().getSimpleName();
      generator.write(folder.resolve(name + "-a"), 5);
      generator.write(folder.resolve(name + "-b"), 5);
      assertThat(bytes(folder.resolve(name + "-a"))).isEqualTo(bytes(folder.resolve(name + "-b")));
      assertThatThrownBy(() -> generator.write(folder.resolve(name + "-a"), 5))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
  }

  private Map<String, RecordedRun> read(RunGenerator generator, RunSourceFactory factory)
      throws IOException {
    for (int index = 0; index < RUNS; index++) {
      generator.write(folder, index);
    }
    List<Reading> readings = Sources.readAll(factory, folder);
    assertThat(readings).hasSize(1);
    Reading reading = readings.get(0);
    assertThat(reading.listing().problems()).isEmpty();
    assertThat(reading.runs().problems()).isEmpty();
    return reading.runs().runs();
  }

  private static Double[] boxed(double[] values) {
    Double[] boxed = new Double[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }

  private static List<String> bytes(Path root) throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
        all.add(root.relativize(path) + " " + Arrays.hashCode(Files.readAllBytes(path)));
      }
    }
    return all;
  }
}
