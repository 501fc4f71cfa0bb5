package dev.almanac.ingest.logs.mapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingTest {

  private static final Path REAL =
      Path.of(System.getenv().getOrDefault("ALMANAC_REAL_DATA", "../../../shared/data"));

  @TempDir Path folder;

  private static Sources.Reading read(Path place, String mapping) throws IOException {
    LocalLogsSourceFactory factory = new LocalLogsSourceFactory();
    SourceSpec spec =
        factory
            .gather(place.toAbsolutePath().normalize())
            .withOptions(SourceOptions.NONE.with(Mapping.OPTION, mapping));
    return Sources.read(factory, spec);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void readsAFolderARun() throws IOException {
    write("a/study_1/trial_7/measurements.csv", "global_step,loss,note,t\n1,0.5,x,1700000000\n");
    write("a/study_1/trial_7/hparams.json", "{\"lr\": 1e-3, \"opt\": {\"name\": \"adam\"}}");
    write("a/study_1/trial_8/hparams.json", "{\"lr\": 0.1}");
    Sources.Reading reading =
        read(
            folder,
            """
            runs: "**/trial_*"
            metrics: measurements.csv
            params: hparams.json
            step: global_step
            time: {column: t, unit: s}
            drop: [note]
            rename: {loss: train_loss}
            path: "{submission}/study_{study}/trial_{trial}"
            name: "trial {trial} of {submission}"
            status: finished
            direction: {train_loss: min}
            """);
    assertThat(reading.runs().runs().keySet())
        .containsExactly("a/study_1/trial_7", "a/study_1/trial_8");
    RecordedRun run = reading.runs().runs().get("a/study_1/trial_7");
    assertThat(run.run().name()).isEqualTo("trial 7 of a");
    assertThat(run.tags()).containsEntry("submission", "a").containsEntry("study", "1");
    assertThat(run.allPoints())
        .containsEntry(
            "metric:train_loss", List.of(new RecordedRun.Point(1, 1_700_000_000_000_000L, 0.5)))
        .hasSize(1);
    assertThat(run.lines())
        .anyMatch(line -> line.contains("\"opt/name\",\"value\":\"adam\""))
        .anyMatch(line -> line.contains("\"direction\":\"min\""));
  }

  @Test
  void readsFilesLongTablesLinesOfJsonAndPatterns() throws IOException {
    write("one.csv", "key,value,step\nloss,0.5,1\nacc,0.9,1\nloss,0.4,2\n");
    Sources.Reading tables = read(folder, "runs: \"*.csv\"\nkey: key\nvalue: value\nstep: step\n");
    assertThat(tables.runs().runs().get("one.csv").allPoints().get("metric:loss")).hasSize(2);
    write("two.jsonl", "{\"step\": 3, \"loss\": NaN, \"a\": {\"b\": 2}}\n{broken\n{\"step\": 4}\n");
    Sources.Reading rows = read(folder, "runs: \"*.jsonl\"\nstep: step\n");
    assertThat(rows.runs().runs().get("two.jsonl").allPoints().keySet())
        .containsExactlyInAnyOrder("metric:loss", "metric:a/b");
    assertThat(rows.runs().problems()).hasSize(1);
    write("three.out", "at 5 it was 0.25\nat 6 it was 0.5\n");
    Sources.Reading lines =
        read(folder, "runs: \"*.out\"\npatterns: ['at (?<step>\\d+) it was (?<loss>[\\d.]+)']\n");
    assertThat(lines.runs().runs().get("three.out").allPoints().get("metric:loss"))
        .containsExactly(
            new RecordedRun.Point(5, Long.MIN_VALUE, 0.25),
            new RecordedRun.Point(6, Long.MIN_VALUE, 0.5));
  }

  @Test
  void aChangedRowChangesItsRunOnly() throws IOException {
    write("t.csv", "m,seed,step,loss\na,1,1,0.5\na,2,1,0.6\na,1,2,0.4\n");
    String mapping = "runs: t.csv\nrun: [m, seed]\nstep: step\n";
    Map<String, String> before = read(folder, mapping).fingerprints();
    assertThat(before.keySet()).containsExactly("t.csv/a, 1", "t.csv/a, 2");
    write("t.csv", "m,seed,step,loss\na,1,1,0.5\na,2,1,0.7\na,1,2,0.4\n");
    Map<String, String> after = read(folder, mapping).fingerprints();
    assertThat(after.get("t.csv/a, 1")).isEqualTo(before.get("t.csv/a, 1"));
    assertThat(after.get("t.csv/a, 2")).isNotEqualTo(before.get("t.csv/a, 2"));
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThatThrownBy(
            () -> Mapping.parse("metrcs: a.csv\nruns: ../x\nstatus: great\nkey: k\nmetrics: m.csv"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no key metrcs")
        .hasMessageContaining("leads out of the source's folder")
        .hasMessageContaining("there is no status great")
        .hasMessageContaining("key and value belong together");
  }

  @Test
  void everyCurveOfLccvGoesIn() throws IOException {
    Path table = REAL.resolve("lccv-learning-curves/learningcurves.csv");
    Assumptions.assumeTrue(Files.exists(table), "no real data at " + table);
    Map<String, Integer> rows = new HashMap<>();
    List<String> lines = Files.readAllLines(table);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      rows.merge(cells[0] + ", " + cells[1] + ", " + cells[3], 1, Integer::sum);
    }
    Sources.Reading reading =
        read(
            table.getParent(),
            "runs: learningcurves.csv\nrun: [openmlid, learner, seed]\nstep: train_size\n");
    assertThat(reading.runs().runs()).hasSize(rows.size());
    rows.forEach(
        (run, count) -> {
          RecordedRun read = reading.runs().runs().get("learningcurves.csv/" + run);
          assertThat(read).as(run).isNotNull();
          assertThat(read.points("error_rate")).hasSize(count);
          assertThat(read.points("traintime")).hasSize(count);
        });
  }

  @Test
  void everyCellOfAlgoPerfGoesIn() throws IOException {
    Path place = REAL.resolve("tensorboard-csv-algoperf");
    Assumptions.assumeTrue(Files.exists(place), "no real data at " + place);
    Sources.Reading reading =
        read(
            place,
            "runs: \"**/trial_*\"\nmetrics: measurements.csv\nparams: hparams.json\n"
                + "step: global_step\n");
    int tables = 0;
    int cells = 0;
    int exact = 0;
    try (java.util.stream.Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(each -> each.endsWith("measurements.csv")).toList()) {
        tables++;
        String run = place.relativize(file.getParent()).toString();
        // The event files beside the table tell times, so the points come from them, with the
        // table's values; they also hold the attempts that the table's last one replaced.
        List<String> lines = Files.readAllLines(file);
        String[] columns = lines.get(0).split(",");
        for (int column = 1; column < columns.length; column++) {
          List<RecordedRun.Point> points = reading.runs().runs().get(run).points(columns[column]);
          for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",");
            if (column < row.length && !row[column].isEmpty()) {
              long step = Long.parseLong(row[0]);
              double value = Double.parseDouble(row[column]);
              cells++;
              // A double in the middle between two floats is rounded up or down by its last digit.
              exact += hasValue(points, step, value, 0) ? 1 : 0;
              assertThat(hasValue(points, step, value, Math.ulp((float) value)))
                  .as(run + ", " + columns[column] + ", step " + step)
                  .isTrue();
            }
          }
        }
      }
    }
    assertThat(tables).isPositive();
    assertThat(exact).isLessThanOrEqualTo(cells).isGreaterThan(cells - cells / 200);
  }

  private static boolean hasValue(
      List<RecordedRun.Point> points, long step, double value, double tolerance) {
    return points.stream()
        .anyMatch(
            point ->
                point.step() == step
                    && point.timeMicros() != RunSink.NO_TIME
                    && Math.abs(point.value() - value) <= tolerance);
  }

  @Test
  void aFileOfSeveralRunsMayBeATableLinesOfJsonOrParquet() throws Exception {
    StringBuilder csv = new StringBuilder("run,step,at,loss,lr\n");
    StringBuilder json = new StringBuilder("{broken\n");
    for (int step = 0; step < 3; step++) {
      for (String run : List.of("a", "b")) {
        double loss = (run.equals("a") ? 1.0 : 2.0) / (step + 1);
        csv.append("%s,%d,2026-03-01 12:00:0%d,%s,0.1\n".formatted(run, step, step, loss));
        json.append(
            "{\"run\": \"%s\", \"step\": %d, \"at\": \"2026-03-01 12:00:0%d\", \"loss\": %s, "
                    .formatted(run, step, step, loss)
                + "\"lr\": 1e-1}\n");
      }
    }
    write("t.csv", csv.toString());
    write("t.jsonl", json.toString());
    parquet(folder.resolve("t.csv"), folder.resolve("t.parquet"));
    for (String name : List.of("t.csv", "t.jsonl", "t.parquet")) {
      Sources.Reading reading =
          read(
              folder,
              "runs: "
                  + name
                  + "\nrun: [run]\nstep: step\nparam_columns: [lr]\n"
                  + "time: {column: at, unit: iso}\n");
      assertThat(reading.runs().runs().keySet()).containsExactly(name + "/a", name + "/b");
      RecordedRun run = reading.runs().runs().get(name + "/b");
      assertThat(run.allPoints().keySet()).containsExactly("metric:loss");
      assertThat(run.points("loss"))
          .extracting(RecordedRun.Point::value)
          .containsExactly(2.0, 1.0, 2.0 / 3);
      assertThat(run.points("loss").get(2).step()).isEqualTo(2);
      assertThat(run.points("loss").get(2).timeMicros()).isEqualTo(1_772_366_402_000_000L);
      assertThat(run.lines()).anyMatch(line -> line.contains("\"lr\",\"value\":\"0.1\""));
      assertThat(reading.runs().problems()).hasSize(name.equals("t.jsonl") ? 1 : 0);
    }
  }

  private static void parquet(Path csv, Path target) throws Exception {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement copy =
            duck.prepareStatement(
                "COPY (SELECT * FROM read_csv('%s')) TO '%s' (FORMAT parquet)"
                    .formatted(csv, target))) {
      copy.execute();
    }
  }

  @Test
  void aLongTableMayHoldSeveralRunsAndRaggedRowsAreSaid() throws IOException {
    write("t.csv", "run,metric,step,value\na,loss,1,0.5\nb,loss,1,0.25\na,acc,1,0.75,9\nb,acc\n");
    Sources.Reading reading =
        read(folder, "runs: t.csv\nrun: [run]\nstep: step\nkey: metric\nvalue: value\n");
    assertThat(reading.runs().runs().get("t.csv/a").allPoints().keySet())
        .containsExactlyInAnyOrder("metric:loss", "metric:acc");
    assertThat(reading.runs().runs().get("t.csv/b").allPoints().keySet())
        .containsExactly("metric:loss");
    assertThat(reading.runs().problems())
        .extracting(Problem::reason)
        .containsExactly(
            "The row has 5 cells and the table 4 columns",
            "The row has 2 cells and the table 4 columns");
  }

  @Test
  void draftsKnowRunsStepsTimesAndParamsOfOneFile() throws IOException {
    write(
        "t.csv",
        "metric,exp,Epoche,Datum,lr,value\n"
            + "loss,e1,1,01.03.2026 9:05:00,0.1,0.5\n"
            + "acc,e1,1,01.03.2026 9:05:00,0.1,0.7\n"
            + "loss,e2,1,01.03.2026 9:05:00,0.2,0.6\n"
            + "acc,e2,1,01.03.2026 9:05:00,0.2,0.8\n");
    String draft = MappingDraft.of(folder).orElseThrow();
    assertThat(draft)
        .contains("run: [exp] ")
        .contains("param_columns: [lr] ")
        .contains("epoch: Epoche")
        .contains("time: {column: Datum, unit: iso}")
        .contains("key: metric ")
        .contains("value: value");
    RecordedRun run = read(folder, block(draft)).runs().runs().get("t.csv/e2");
    assertThat(run.points("acc"))
        .containsExactly(new RecordedRun.Point(1, 1_772_355_900_000_000L, 0.8));

    write("t.csv", "# by train.sh\nZeit;Wert;Größe\n1;0,5;1.234,5\n2;0,25;12,5\n3;0,2;1,5\n");
    draft = MappingDraft.of(folder).orElseThrow();
    assertThat(draft).contains("rows are counted").doesNotContain("run:").doesNotContain("drop");
    assertThat(read(folder, block(draft)).runs().runs().get("t.csv").points("Größe"))
        .extracting(RecordedRun.Point::value)
        .containsExactly(1234.5, 12.5, 1.5);

    write("t.csv", "");
    write(
        "a/m.jsonl",
        "{\"ts\": 1772000000.5, \"train\": {\"step\": 3, \"loss\": 0.5}, \"m\": \"x\"}\n");
    write(
        "b/m.jsonl",
        "{\"ts\": 1772000001.5, \"train\": {\"step\": 4, \"loss\": 0.4}, \"m\": \"x\"}\n");
    draft = MappingDraft.of(folder).orElseThrow();
    assertThat(draft)
        .contains("metrics: m.jsonl")
        .contains("step: train/step")
        .contains("time: {column: ts, unit: s}")
        .contains("drop: [m]");
    assertThat(read(folder, block(draft)).runs().runs().get("b").points("train/loss"))
        .containsExactly(new RecordedRun.Point(4, 1_772_000_001_500_000L, 0.4));
  }

  private static String block(String draft) {
    StringBuilder block = new StringBuilder();
    draft
        .lines()
        .filter(line -> line.startsWith("      "))
        .forEach(line -> block.append(line.substring(6)).append('\n'));
    return block.toString();
  }

  @Test
  void draftsMappingsThatWork() throws IOException {
    for (int trial = 1; trial <= 3; trial++) {
      write("exp/trial_" + trial + "/log.csv", "iter,loss\n1,0.5\n2,0.4\n");
      write("exp/trial_" + trial + "/config.yaml", "lr: 0.1\n");
    }
    String draft = MappingDraft.of(folder).orElseThrow();
    assertThat(draft)
        .contains("runs: \"exp/trial_*\"")
        .contains("metrics: log.csv")
        .contains("params: [config.yaml]")
        .contains("step: iter");
    Sources.Reading reading = read(folder, block(draft));
    assertThat(reading.runs().runs()).hasSize(3);
    assertThat(reading.runs().runs().get("exp/trial_1").points("loss")).hasSize(2);
    assertThat(MappingDraft.of(Files.createDirectory(folder.resolve("empty")))).isEmpty();
  }
}
