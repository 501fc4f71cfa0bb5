package dev.almanac.ingest.logs.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRun.Point;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Reads files that others logged; skipped where they are absent. Numbers are what TensorBoard's
 * EventAccumulator counted in them, unless it says otherwise.
 */
class RealTensorBoardTest {

  @Test
  void everyRunOfLightningIsRead() throws IOException {
    Sources.Reading reading = read("tensorboard-lightning-manik");

    assertThat(reading.runs().runs()).hasSize(1877);
    assertThat(points(reading)).isEqualTo(2130);
    assertThat(reading.runs().problems()).isEmpty();
    assertThat(reading.runs().run("lightning_logs/version_99").paramCount()).isEqualTo(12);
  }

  @Test
  void everyRunBesideSacredIsRead() throws IOException {
    Sources.Reading reading = read("sacred-coco");

    assertThat(reading.runs().runs()).hasSize(56);
    assertThat(points(reading)).isEqualTo(28_426);
  }

  /**
   * The curves were written to CSV files too, as doubles; of the events' floats they are the
   * source.
   */
  @Test
  void everyCellOfTheCurvesOfAlgoPerfIsAPoint() throws IOException {
    Sources.Reading reading = read("tensorboard-csv-algoperf");
    Path root = realData().resolve("tensorboard-csv-algoperf");
    int cells = 0;
    for (Map.Entry<String, RecordedRun> run : reading.runs().runs().entrySet()) {
      Path csv = root.resolve(run.getKey()).resolve("measurements.csv");
      if (Files.exists(csv)) {
        cells += compare(run.getValue(), Files.readAllLines(csv));
      }
    }
    assertThat(reading.runs().runs()).hasSize(96);
    assertThat(cells).isEqualTo(153_210);
    assertThat(points(reading)).isEqualTo(162_228);
  }

  private static int compare(RecordedRun run, List<String> lines) {
    String[] names = lines.get(0).split(",", -1);
    int stepColumn = List.of(names).indexOf("global_step");
    int cells = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      long step = Long.parseLong(fields[stepColumn]);
      for (int column = 0; column < names.length; column++) {
        if (!fields[column].isEmpty()) {
          float value = Float.parseFloat(fields[column]);
          assertThat(run.points(names[column]))
              .as("%s, %s at %d", run.run().runId(), names[column], step)
              .anyMatch(point -> isSame(point, step, value));
          cells++;
        }
      }
    }
    return cells;
  }

  private static boolean isSame(Point point, long step, float value) {
    // The logging code went from double to float by other steps: the last bit may differ.
    return point.step() == step && Math.abs((float) point.value() - value) <= Math.ulp(value);
  }

  private static long points(Sources.Reading reading) {
    return reading.runs().runs().values().stream()
        .flatMap(run -> run.allPoints().values().stream())
        .mapToLong(List::size)
        .sum();
  }

  /** Reads events only: other formats know some of the folders too. */
  private static Sources.Reading read(String name) throws IOException {
    Path place = realData().resolve(name);
    assumeTrue(Files.isDirectory(place), () -> "skipped: no real data at " + place);
    LocalLogsSourceFactory factory = new LocalLogsSourceFactory();
    SourceSpec spec =
        factory
            .gather(place)
            .withOptions(SourceOptions.NONE.with(SourceSpec.TRACKERS, "tensorboard"));
    return Sources.read(factory, spec);
  }

  private static Path realData() {
    String configured = System.getenv("ALMANAC_REAL_DATA");
    return configured != null
        ? Path.of(configured)
        : Path.of("../../../shared/data").toAbsolutePath().normalize();
  }
}
