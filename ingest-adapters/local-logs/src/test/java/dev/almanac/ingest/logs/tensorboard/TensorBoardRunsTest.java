package dev.almanac.ingest.logs.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRun.Point;
import dev.almanac.ingest.testkit.RecordedRuns;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are one run, and what becomes of points that several files have. */
class TensorBoardRunsTest {

  @TempDir private Path folder = Path.of("");

  private static EventFiles steps(double begun, int from, int to, double each) {
    EventFiles file = EventFiles.begun(begun);
    for (int step = from; step < to; step++) {
      file.scalar(begun + 0.25 + (step - from) * each, step, "loss", step);
    }
    return file;
  }

  @Test
  void aRestartSupersedesWhatItLogsAgain() throws IOException {
    steps(1000.5, 0, 100, 1).write(folder, "1000.host.1.0");
    steps(2000.5, 60, 160, 1).write(folder, "2000.host.2.0");

    RecordedRun run = EventFiles.readOne(folder);

    assertThat(run.points("loss")).hasSize(200);
    assertThat(run.effectivePoints("loss"))
        .extracting(Point::step)
        .containsExactlyElementsOf(IntStream.range(0, 160).mapToObj(step -> (long) step).toList());
  }

  @Test
  void aContinuationSupersedesNothing() throws IOException {
    steps(1000.5, 0, 100, 1).write(folder, "1000.host.1.0");
    steps(2000.5, 100, 160, 1).write(folder, "2000.host.2.0");

    assertThat(EventFiles.readOne(folder).effectivePoints("loss")).hasSize(160);
  }

  @Test
  void aStepThatGoesBackWithinAFileSupersedesNothing() throws IOException {
    EventFiles file = steps(1000.5, 0, 10, 1);
    file.scalar(1500, 0, "loss", 7).write(folder, "1000.host.1.0");

    assertThat(EventFiles.readOne(folder).effectivePoints("loss")).hasSize(11);
  }

  @Test
  void writersAtTheSameTimeAreTwoMetrics() throws IOException {
    steps(1000.5, 0, 100, 1).write(folder, "1000.host.1.0");
    steps(1050.5, 0, 100, 1).write(folder, "1050.other.1.0");

    RecordedRun run = EventFiles.readOne(folder);

    assertThat(run.effectivePoints("loss")).hasSize(100);
    assertThat(run.effectivePoints("loss (writer 2)")).hasSize(100);
  }

  @Test
  void foldersOfSplitsAreOneRun() throws IOException {
    steps(1000.5, 0, 3, 1).write(folder.resolve("run/train"), "1");
    steps(1001.5, 0, 2, 1).write(folder.resolve("run/validation"), "1");

    Sources.Reading reading = EventFiles.read(folder);

    assertThat(reading.runs().runs()).containsOnlyKeys("run");
    assertThat(reading.runs().run("run").points("train/loss")).hasSize(3);
    assertThat(reading.runs().run("run").points("validation/loss")).hasSize(2);
  }

  @Test
  void aRunThatIsCalledTestAmongOthersIsARun() throws IOException {
    steps(1000.5, 0, 3, 1).write(folder.resolve("runs/first"), "1");
    steps(1001.5, 0, 2, 1).write(folder.resolve("runs/test"), "1");

    assertThat(EventFiles.read(folder).runs().runs()).containsOnlyKeys("runs/first", "runs/test");
  }

  @Test
  void aFolderWithItsOwnConfigurationIsARunWhateverItsName() throws IOException {
    steps(1000.5, 0, 3, 1).write(folder.resolve("detect/train"), "1");
    Files.writeString(folder.resolve("detect/train/args.yaml"), "epochs: 3\n");

    assertThat(EventFiles.read(folder).runs().runs()).containsOnlyKeys("detect/train");
  }

  @Test
  void emptyProfilesAndEmptyFilesAreNoPoints() throws IOException {
    EventFiles.write(folder.resolve("run"), "1.host.profile-empty", new byte[0]);
    EventFiles.write(folder.resolve("other"), "1.a.host.with.dots.12.0", new byte[0]);

    Sources.Reading reading = EventFiles.read(folder);

    assertThat(reading.runs().runs()).containsOnlyKeys("other");
    assertThat(reading.runs().problems()).isEmpty();
  }

  @Test
  void thePlaceholderOfLightningIsLeftOutUnlessItIsUsed() throws IOException {
    EventFiles.begun(1000.5)
        .scalar(1001.25, 0, "hp_metric", -1)
        .write(folder.resolve("unused"), "1");
    EventFiles.begun(1000.5)
        .scalar(1001.25, 0, "hp_metric", -1)
        .scalar(1002.25, 1, "hp_metric", 0.5f)
        .write(folder.resolve("used"), "1");

    Sources.Reading reading = EventFiles.read(folder);

    assertThat(reading.runs().run("unused").allPoints()).isEmpty();
    assertThat(reading.runs().run("unused").lines())
        .anyMatch(line -> line.contains("1 placeholder of value -1 left out"));
    assertThat(reading.runs().run("used").points("hp_metric")).hasSize(2);
  }

  @Test
  void pointsThatOnlyTheCsvHasComeAfterThoseOfTheEvents() throws IOException {
    Path run = folder.resolve("version_0");
    steps(1000.5, 0, 3, 1).write(run, "1");
    Files.writeString(
        run.resolve("metrics.csv"), "step,loss,only\n0,0.0,5\n1,1.5,6\n2,2,7\n3,3,8\n4,4,9\n");

    RecordedRun both = EventFiles.readOne(folder);

    assertThat(both.run().tracker()).isEqualTo("lightning");
    assertThat(both.points("loss"))
        .extracting(Point::value)
        .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    assertThat(both.points("loss").get(0).timeMicros()).isEqualTo(1_000_750_000);
    assertThat(both.points("only")).hasSize(5);
    assertThat(both.cursor()).isNull();
    assertThat(both.lines())
        .anyMatch(line -> line.contains("completes it by 2 points; 1 points differ"));
  }

  @Test
  void aFileThatWasReplacedIsReadWhole() throws IOException {
    Path file = steps(1000.5, 0, 10, 1).write(folder, "1");
    String cursor = cursor();
    Files.write(file, steps(1000.5, 0, 12, 1).bytes());
    assertThat(resumed(cursor)).isTrue();
    Files.write(file, steps(1234.5, 0, 12, 1).bytes());
    assertThat(resumed(cursor)).isFalse();
    Files.write(file, steps(1000.5, 0, 5, 1).bytes());
    assertThat(resumed(cursor)).isFalse();
    Files.write(file, steps(1000.5, 0, 10, 1).bytes());
    steps(900.5, 0, 5, 1).write(folder, "0");
    assertThat(resumed(cursor)).as("a file that comes before").isFalse();
  }

  private String cursor() throws IOException {
    String cursor = EventFiles.readOne(folder).cursor();
    assertThat(cursor).isNotNull().hasSizeLessThan(1_000);
    return cursor;
  }

  private boolean resumed(String cursor) throws IOException {
    LocalLogsSourceFactory factory = new LocalLogsSourceFactory();
    SourceSpec spec = factory.gather(folder);
    try (RunSource source = factory.open(spec)) {
      return source.resume(source.list().runs().get(0), cursor, new RecordedRuns());
    }
  }
}
