package dev.almanac.ingest.wandb.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRuns;
import dev.almanac.ingest.testkit.Sources;
import dev.almanac.ingest.wandb.WandbSourceFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WandbExportsTest {

  private static final Path EXPORTS = Path.of("src/test/resources/exports");

  private static RecordedRuns read(Path place) throws IOException {
    WandbSourceFactory factory = new WandbSourceFactory();
    List<SourceSpec> specs = Sources.find(factory, place);
    assertThat(specs).hasSize(1);
    return Sources.read(factory, specs.get(0)).runs();
  }

  @Test
  void framesOfCsvAndParquetHoldTheSamePoints() throws IOException {
    RecordedRuns runs = read(EXPORTS);
    assertThat(runs.runs())
        .containsOnlyKeys(
            "run.table.json", "sweep-1.csv", "sweep-1.parquet", "team/vision_lab/odd");
    RecordedRun csv = runs.run("sweep-1.csv");
    assertThat(csv.points("loss")).hasSize(20);
    assertThat(csv.points("loss").get(3).value()).isEqualTo(0.01 * 2 / 4);
    assertThat(csv.allPoints()).isEqualTo(runs.run("sweep-1.parquet").allPoints());
    assertThat(runs.problems()).isEmpty();
  }

  @Test
  void partsOfAnExportAreOneRun() throws IOException {
    RecordedRun odd = read(EXPORTS).run("team/vision_lab/odd");
    assertThat(odd.run().project()).isEqualTo("vision_lab");
    assertThat(odd.run().trackerRunId()).isEqualTo("odd");
    assertThat(odd.points("v")).hasSize(5);
    assertThat(odd.points("v").get(0).value()).isNaN();
    assertThat(odd.points("nested.a.b")).hasSize(1);
  }

  @Test
  void tablesOfRunsAreRead() throws IOException {
    RecordedRun table = read(EXPORTS.resolve("run.table.json")).run("run.table.json");
    assertThat(table.points("loss").get(0))
        .isEqualTo(new RecordedRun.Point(0, 1_767_225_600_500_000L, 1.5));
    assertThat(table.points("loss").get(1).value()).isNaN();
  }

  @Test
  void otherFilesAreLeftToOthers(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.csv"), "step,loss\n1,2\n");
    Files.writeString(folder.resolve("b.parquet"), "PAR1");
    Files.writeString(folder.resolve("c.table.json"), "{\"columns\":[\"a\"],\"data\":[]}");
    assertThat(Sources.find(new WandbSourceFactory(), folder)).isEmpty();
  }

  @Test
  void damageIsSaidAndTheRestGoesIn(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("a.csv"),
        "_step,_runtime,_timestamp,loss,note\n0,0.1,5.5,1.0,\"a, \"\"b\"\"\n\"\n1,0.2\n2,0.3,6.5,inf,\n");
    byte[] sound = Files.readAllBytes(EXPORTS.resolve("sweep-1.parquet"));
    sound[sound.length / 3] ^= 0x55;
    Files.write(folder.resolve("t_p_r_0.runhistory.parquet"), new byte[30]);
    RecordedRuns runs = read(folder);
    assertThat(runs.run("a.csv").points("loss"))
        .extracting(RecordedRun.Point::value)
        .containsExactly(1.0, Double.POSITIVE_INFINITY);
    assertThat(runs.problems())
        .extracting(Problem::kind)
        .containsExactlyInAnyOrder(Problem.Kind.CORRUPT, Problem.Kind.CORRUPT);
  }

  @Test
  void mutatedFilesFailWithAnIoExceptionAtMost() throws IOException {
    Random random = new Random(11);
    byte[] csv = Files.readAllBytes(EXPORTS.resolve("sweep-1.csv"));
    for (int round = 0; round < 500; round++) {
      byte[] bytes = csv.clone();
      for (int i = 0; i <= random.nextInt(8); i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      CsvRecords records =
          new CsvRecords(
              new BufferedReader(new StringReader(new String(bytes, StandardCharsets.UTF_8))));
      int count = 0;
      while (records.next() != null) {
        count++;
      }
      assertThat(count).isPositive();
    }
  }
}
