package dev.almanac.ingest.logs.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRun.Point;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files hold floats; a table beside them that a person mapped spells the same values. */
class EventsBesideTablesTest {

  private static final String TABLE =
      """
      step,loss,accuracy
      1,0.123456789012345,0.5
      2,0.1,0.25
      3,7,0.125
      4,0.30000000000000004,
      4,0.3,
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void pointsHaveTheTimesOfTheEventsAndTheValuesOfTheTable() throws IOException {
    RecordedRun run = read();
    assertThat(run.points("loss"))
        .containsExactly(
            new Point(1, 1_700_000_001_000_000L, 0.123456789012345),
            new Point(2, 1_700_000_002_000_000L, 0.1),
            new Point(3, 1_700_000_003_000_000L, 0.75f),
            new Point(4, 1_700_000_004_000_000L, 0.3f),
            new Point(5, 1_700_000_005_000_000L, 0.1f));
    assertThat(run.points("accuracy")).hasSize(3).allMatch(point -> point.value() <= 0.5);
    assertThat(run.lines())
        .anyMatch(
            line ->
                line.contains("\"tensorboard\"")
                    && line.contains("2 values as a table spells them"));
  }

  @Test
  void isReadWholeNextTime() throws IOException {
    assertThat(read().cursor()).as("rows of the table may still come").isNull();
  }

  private RecordedRun read() throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/measurements.csv"), TABLE);
    Files.write(
        folder.resolve("run/events.out.tfevents.1700000000.host"),
        EventFiles.begun(1_700_000_000)
            .scalar(1_700_000_001, 1, "loss", (float) 0.123456789012345)
            .scalar(1_700_000_002, 2, "loss", 0.1f)
            .scalar(1_700_000_003, 3, "loss", 0.75f)
            .scalar(1_700_000_004, 4, "loss", 0.3f)
            .scalar(1_700_000_005, 5, "loss", 0.1f)
            .bytes());
    LocalLogsSourceFactory factory = new LocalLogsSourceFactory();
    SourceSpec spec =
        factory
            .gather(folder.toAbsolutePath().normalize())
            .withOptions(
                SourceOptions.NONE.with(
                    "mapping", "runs: run\nmetrics: measurements.csv\nstep: step\n"));
    return Sources.read(factory, spec).runs().run("run");
  }
}
