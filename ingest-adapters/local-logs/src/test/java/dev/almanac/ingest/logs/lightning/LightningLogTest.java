package dev.almanac.ingest.logs.lightning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRun.Point;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sparse rows, odd rows, params of any sort. */
class LightningLogTest {

  @TempDir private Path folder = Path.of("");

  private Sources.Reading read(String metrics, String hparams) throws IOException {
    Path run = Files.createDirectories(folder.resolve("lightning_logs/version_3"));
    Files.writeString(run.resolve("metrics.csv"), metrics);
    Files.writeString(run.resolve("hparams.yaml"), hparams);
    return Sources.readAll(new LocalLogsSourceFactory(), folder).get(0);
  }

  private static RecordedRun run(Sources.Reading reading) {
    return reading.runs().run("lightning_logs/version_3");
  }

  @Test
  void emptyCellsAreNoPoints() throws IOException {
    RecordedRun run =
        run(read("epoch,step,train,val\r\n0,1,0.5,\r\n0,1,,nan\r\n,9,-inf,\r\n", "{}\n"));

    assertThat(run.points("train"))
        .extracting(Point::value)
        .containsExactly(0.5, Double.NEGATIVE_INFINITY);
    assertThat(run.points("val")).extracting(Point::value).containsExactly(Double.NaN);
    assertThat(run.points("epoch")).extracting(Point::step).containsExactly(1L, 1L);
    assertThat(run.run().tracker()).isEqualTo("lightning");
  }

  @Test
  void rowsOutOfPlaceAreSaidAndNotTaken() throws IOException {
    Sources.Reading reading =
        read("epoch,step,train\n0,1,0.5\n0,2,0.25,0.125\n0,0.7,1\n0,4,oops\n0,5,2.0\n", "{}\n");

    assertThat(run(reading).points("train")).extracting(Point::step).containsExactly(1L, 5L);
    assertThat(reading.runs().problems())
        .extracting(Problem::kind, Problem::offset, Problem::raw)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Problem.Kind.CORRUPT, 3L, "0,2,0.25,0.125"),
            org.assertj.core.groups.Tuple.tuple(Problem.Kind.CORRUPT, 4L, "0,0.7,1"),
            org.assertj.core.groups.Tuple.tuple(Problem.Kind.CORRUPT, 5L, "oops"));
  }

  @Test
  void aHeaderInTheMiddleCountsFromThereOn() throws IOException {
    RecordedRun run = run(read("step,a\n1,0.5\nb,step,a\n7,2,0.25\n", "{}\n"));

    assertThat(run.points("a")).extracting(Point::value).containsExactly(0.5, 0.25);
    assertThat(run.points("b")).extracting(Point::value).containsExactly(7.0);
    assertThat(run.cursor()).isNull();
  }

  @Test
  void filesSavedAgainByOtherProgramsAreReadAlike() throws IOException {
    String text = "epoch,step,loss\n0,1,0.5\n1,2,0.25\n";
    Path run = Files.createDirectories(folder.resolve("lightning_logs/version_3"));
    Files.writeString(run.resolve("hparams.yaml"), "{}\n");
    Path metrics = run.resolve("metrics.csv");

    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
      Files.write(metrics, ('\ufeff' + text).getBytes(charset));
      Sources.Reading reading = Sources.readAll(new LocalLogsSourceFactory(), folder).get(0);

      assertThat(run(reading).points("epoch")).extracting(Point::value).containsExactly(0.0, 1.0);
      assertThat(run(reading).points("loss")).extracting(Point::value).containsExactly(0.5, 0.25);
      assertThat(reading.runs().problems()).isEmpty();
      assertThat(run(reading).cursor() != null).isEqualTo(charset == StandardCharsets.UTF_8);
    }
  }

  @Test
  void quotedNamesMayHoldCommas() throws IOException {
    RecordedRun run = run(read("step,\"acc, \"\"top\"\" 5\"\n1,0.5\n", "{}\n"));

    assertThat(run.points("acc, \"top\" 5")).hasSize(1);
  }

  @Test
  void paramsKeepTheirTextAndNeverBecomeObjects() throws IOException {
    String yaml =
        """
        lr: 1e-3
        quoted: '1'
        none: null
        flag: true
        empty: {}
        nested: {a: 1, b: {c: x}}
        list: [1, two]
        tuple: !!python/tuple [1, 2]
        activation: !!python/name:torch.nn.modules.activation.ReLU ''
        evil: !!python/object/apply:os.system ["touch /tmp/never"]
        """;

    List<String> params =
        run(read("step,a\n1,1\n", yaml)).lines().stream()
            .filter(line -> line.contains("\"fact\":\"param\""))
            .map(
                line ->
                    line.replaceAll(".*\"key\":\"(.*?)\",\"value\":\"(.*)\",\"origin.*", "$1=$2"))
            .toList();

    assertThat(params)
        .containsExactly(
            "activation=python/name:torch.nn.modules.activation.ReLU\",\"type\":\"string",
            "empty={}\",\"type\":\"json",
            "evil=[\\\"touch /tmp/never\\\"]\",\"type\":\"json",
            "flag=true",
            "list=[1,\\\"two\\\"]\",\"type\":\"json",
            "lr=1e-3",
            "nested/a=1",
            "nested/b/c=x",
            "none=null\",\"type\":\"null",
            "quoted=1\",\"type\":\"string",
            "tuple=[1,2]\",\"type\":\"json");
  }

  @Test
  void brokenParamsCostThemselves() throws IOException {
    Sources.Reading reading = read("step,a\n1,1\n", "a: [1, 2\nb: }");

    assertThat(run(reading).points("a")).hasSize(1);
    assertThat(reading.runs().problems())
        .singleElement()
        .extracting(Problem::kind)
        .isEqualTo(Problem.Kind.CORRUPT);
  }

  @Test
  void changedBytesNeverBreakTheReading() throws IOException {
    Random random = new Random(3);
    byte[] sound = "epoch,step,\"tr,ain\",val\r\n0,1,0.5,\r\n0,1,,1e-3\r\n".getBytes("UTF-8");
    Path run = Files.createDirectories(folder.resolve("lightning_logs/version_3"));
    Files.writeString(run.resolve("hparams.yaml"), "a: 1\n");
    for (int round = 0; round < 500; round++) {
      byte[] bytes = sound.clone();
      for (int change = random.nextInt(6); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(run.resolve("metrics.csv"), bytes);
      assertThat(Sources.readAll(new LocalLogsSourceFactory(), folder).get(0).runs().runs())
          .hasSize(1);
    }
  }

  /** 166 runs that others logged; skipped where they are absent. */
  @Test
  void everyCellOfTheRunsOfOligogymIsAPoint() throws IOException {
    String configured = System.getenv("ALMANAC_REAL_DATA");
    Path data = Path.of(configured == null ? "../../../shared/data" : configured).toAbsolutePath();
    Path place = data.normalize().resolve("lightning-csv-oligogym");
    assumeTrue(Files.isDirectory(place), () -> "skipped: no real data at " + place);

    Sources.Reading reading = Sources.readAll(new LocalLogsSourceFactory(), place).get(0);

    assertThat(reading.runs().runs()).hasSize(166);
    assertThat(reading.runs().problems()).isEmpty();
    for (Map.Entry<String, RecordedRun> run : reading.runs().runs().entrySet()) {
      long cells = 0;
      List<String> lines = Files.readAllLines(place.resolve(run.getKey()).resolve("metrics.csv"));
      for (String line : lines.subList(1, lines.size())) {
        for (String cell : line.split(",", -1)) {
          cells += cell.isEmpty() ? 0 : 1;
        }
        cells--; // The step is no metric.
      }
      long points = run.getValue().allPoints().values().stream().mapToLong(List::size).sum();
      assertThat(points).as(run.getKey()).isEqualTo(cells);
    }
  }
}
