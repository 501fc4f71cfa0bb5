package dev.almanac.ingest.neptune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.model.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What neptune-exporter's files keep in store for their readers, on files that it wrote itself. */
final class ExportTrapsTest {

  private static final String ROOT = "team/vision.models/root";
  private static final String CHILD = "team/vision.models/child";
  private static final String GRANDCHILD = "team/vision.models/grandchild";
  private static final String OLD = "team/old/OLD-1";

  @TempDir Path folder;

  @BeforeEach
  void unpack() throws IOException {
    Place.unpack("exporter", folder);
  }

  private Path file(String name) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(each -> each.getFileName().toString().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aRunGetsNoKeysOfTheOthersInItsBatch() throws Exception {
    assertThat(String.join("\n", Place.read(folder).run(CHILD).lines()))
        .contains("\"params/lr\"")
        .doesNotContain("params/only-root")
        .doesNotContain("params/layers");
  }

  @Test
  void aNumberThatIsNullAndHasATimeIsNaN() throws Exception {
    assertThat(Place.read(folder).points(ROOT, "train/loss"))
        .contains("3=NaN", "6=Infinity")
        .hasSize(10);
  }

  @Test
  void aForkGetsItsInheritedHistory() throws Exception {
    Place place = Place.read(folder);

    assertThat(place.points(CHILD, "train/loss"))
        .containsExactly(
            "0=1.0",
            "1=0.5",
            "2=0.3333333333333333",
            "3=NaN",
            "4=0.2",
            "5=15.0",
            "6=16.0",
            "7=17.0",
            "8=18.0");
    // Its parent is named by sys/id, and its step is a float: 6.5.
    assertThat(place.points(GRANDCHILD, "train/loss"))
        .containsExactly(
            "0=1.0",
            "1=0.5",
            "2=0.3333333333333333",
            "3=NaN",
            "4=0.2",
            "5=15.0",
            "6=16.0",
            "7=27.0",
            "8=-Infinity");
    // Step 2,000,000,000.25 lies behind the fork.
    assertThat(place.points(CHILD, "fine/acc:step"))
        .containsExactly("0=0.1", "0=0.2", "0=0.7", "1=1.0");
  }

  @Test
  void theStepOfAForkMayBeAnIntegerOrAFloat() throws Exception {
    Place place = Place.read(folder);

    assertThat(place.run(CHILD).lines())
        .anyMatch(each -> each.contains("\"other\":\"root\",\"step\":4"));
    assertThat(place.run(GRANDCHILD).lines())
        .anyMatch(each -> each.contains("\"other\":\"child\",\"step\":6"));
  }

  @Test
  void timesOfTheSecondGenerationAreThoseOfTheExportingMachine() throws Exception {
    Place silent = Place.read(folder);
    Place told = Place.read(folder, "neptune2-tz", "Europe/Athens");
    long created = Instant.parse("2024-03-01T08:00:00Z").toEpochMilli() * 1_000;

    assertThat(silent.run(OLD).points("train/loss").get(0).timeMicros())
        .isEqualTo(created + 7_200_000_000L);
    assertThat(silent.problems())
        .anyMatch(each -> each.reason().contains("PT2H") && each.reason().contains("neptune2-tz"));
    assertThat(told.run(OLD).points("train/loss").get(0).timeMicros()).isEqualTo(created);
    assertThat(told.problems()).noneMatch(each -> each.reason().contains("PT2H"));
    // The third generation writes UTC.
    assertThat(told.run(ROOT).points("train/loss").get(0).timeMicros()).isEqualTo(created);
  }

  @Test
  void anOffsetIsEstimatedOnlyWhereTheTimesCannotBeRight() {
    Instant created = Instant.parse("2024-03-01T08:00:00Z");

    assertThat(
            TimeCheck.estimate(
                created, created.plusSeconds(60), created.minusSeconds(18_000), created))
        .isEqualTo(-18_000);
    assertThat(
            TimeCheck.estimate(
                created,
                created.plusSeconds(60),
                created.plusSeconds(19_801),
                created.plusSeconds(19_830)))
        .isEqualTo(19_800);
    assertThat(
            TimeCheck.estimate(
                created, null, created.plusSeconds(9_000), created.plusSeconds(9_001)))
        .isNull();
    assertThat(TimeCheck.estimate(null, null, created, created)).isNull();
  }

  @Test
  void rowsComeInAnyOrderAndPartsEndAnywhere() throws Exception {
    assertThat(Place.read(folder).run(ROOT).points("train/loss"))
        .extracting(each -> each.step())
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void fractionalStepsAreKeptExactly() throws Exception {
    Place place = Place.read(folder);

    assertThat(place.points(ROOT, "fine/acc"))
        .containsExactly("0=1.0", "0=-0.0", "0=2.5", "1=3.0", "2000000000=1.0E300");
    assertThat(place.points(ROOT, "fine/acc:step"))
        .containsExactly("0=0.1", "0=0.2", "0=0.7", "1=1.0", "2000000000=2.00000000025E9");
    assertThat(place.problems())
        .anyMatch(
            each ->
                each.kind() == Problem.Kind.ALTERED
                    && each.reason().startsWith("4 of the steps of fine/acc"));
    assertThat(place.run(ROOT).points("train/loss:step")).isEmpty();
  }

  @Test
  void setsOfFilesAndArtifactsAreListedWithTheirMembers() throws Exception {
    Place place = Place.read(folder);

    assertThat(String.join("\n", place.run(OLD).lines()))
        .contains("\"path\":\"data/set\",\"kind\":\"file_set\"")
        .contains("\"path\":\"data/set/a.csv\",\"kind\":\"file\",\"size\":4")
        .contains("\"path\":\"dataset/train.csv\",\"kind\":\"artifact\",\"size\":12");
    assertThat(place.artifact(ROOT, "model/card")).isEqualTo("# card\n");
    assertThat(place.artifact(ROOT, "samples/1.txt")).isEqualTo("sample");
    assertThat(place.artifact(CHILD, "samples/1.txt")).isEqualTo("sample");
  }

  @Test
  void textsAndHistogramsComeWhenAsked() throws Exception {
    Place place = Place.read(folder);

    assertThat(place.artifact(ROOT, "notes"))
        .isEqualTo(
            "{\"step\":0,\"time\":\"2024-03-01T08:00:01Z\",\"value\":\"first\"}\n"
                + "{\"step\":1.5,\"time\":\"2024-03-01T08:00:02Z\",\"value\":\"second\\nline\"}\n");
    assertThat(place.artifact(CHILD, "notes")).contains("first", "third");
    assertThat(place.artifact(ROOT, "weights"))
        .contains("\"edges\":[0.0,1.0,2.5],\"values\":[3.0,4.0]")
        .contains("Infinity");
    assertThat(place.artifact(ROOT, "nothing")).isNull();
  }

  @Test
  void whatTheExporterMissedIsSaid() throws Exception {
    assertThat(Place.read(folder).problems())
        .anyMatch(
            each ->
                CHILD.equals(each.runId())
                    && each.reason().contains("val/loss")
                    && "NeptuneError: timeout".equals(each.raw()));
  }

  @Test
  void anUnfinishedPartIsIgnored() throws Exception {
    assertThat(Place.read(folder).runs().keySet())
        .containsExactlyInAnyOrder(ROOT, CHILD, GRANDCHILD, OLD, "team/old/OLD-MOD");
  }

  @Test
  void aRunWithoutItsLastWrittenPartIsCalledUnfinishedAndGoesInAsFarAsItIsThere() throws Exception {
    Files.delete(file("root-17b307c541c97c1e_part_0.parquet"));

    Place place = Place.read(folder);

    assertThat(place.points(ROOT, "train/loss")).hasSize(10);
    assertThat(place.problems())
        .anyMatch(each -> ROOT.equals(each.runId()) && each.reason().contains("part 0"));
  }

  @Test
  void namesOfFilesSayNothing() throws Exception {
    Path part = file("OLD-1-2b56f26f0b3b7101_part_0.parquet");
    Files.move(part, part.resolveSibling("XXX-0123456789abcdef_part_0.parquet"));

    assertThat(Place.read(folder).runs()).containsKey(OLD);
  }

  @Test
  void theNamespaceSysIsTheRunItself() throws Exception {
    Place place = Place.read(folder);

    assertThat(place.run(CHILD).run().status()).isEqualTo(RunStatus.FAILED);
    assertThat(place.run(ROOT).run().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(place.run(ROOT).run().createdBy()).isEqualTo("ada");
    assertThat(place.run(ROOT).run().groupName()).isEqualTo("sweep 1");
    assertThat(place.run(ROOT).run().description()).isEqualTo("the first");
    assertThat(place.run(ROOT).tags()).containsKeys("a", "b", "sys/group_tags/sweep 1");
    assertThat(place.run(ROOT).run().deleted()).isFalse();
    assertThat(place.run(GRANDCHILD).run().deleted()).isTrue();
    assertThat(place.run("team/old/OLD-MOD").run().jobType()).isEqualTo("model");
  }

  @Test
  void aPathThatLeadsOutOfTheExportIsNotFollowed() throws Exception {
    Files.writeString(folder.resolve("secret.txt"), "secret");
    write(
        "evil-0123456789abcdef_part_0.parquet",
        "('p/evil', 'EVIL-1', 'stolen', 'file', {'path': '../../../secret.txt'})",
        "('p/evil', 'EVIL-1', 'root', 'file', {'path': '/etc/passwd'})");

    Place place = Place.read(folder);

    assertThat(String.join("\n", place.run("p/evil/EVIL-1").lines()))
        .contains("\"path\":\"stolen\",\"kind\":\"file\",\"uri\"");
    assertThat(place.artifact("p/evil/EVIL-1", "stolen")).isNull();
    assertThat(place.artifact("p/evil/EVIL-1", "root")).isNull();
  }

  private void write(String name, String... rows) throws SQLException, IOException {
    Path project = Files.createDirectories(folder.resolve("exports/data/p_evil-0123456789abcdef"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT p AS project_id, r AS run_id, a AS attribute_path, t AS attribute_type,"
              + " NULL::DECIMAL(18,6) AS step, NULL::TIMESTAMPTZ AS timestamp,"
              + " NULL::BIGINT AS int_value, NULL::DOUBLE AS float_value,"
              + " NULL::VARCHAR AS string_value, NULL::BOOLEAN AS bool_value,"
              + " NULL::TIMESTAMPTZ AS datetime_value, NULL::VARCHAR[] AS string_set_value,"
              + " f AS file_value, NULL::STRUCT(\"type\" VARCHAR, edges DOUBLE[],"
              + " \"values\" DOUBLE[]) AS histogram_value FROM (VALUES "
              + String.join(",", rows)
              + ") v(p, r, a, t, f)) TO '"
              + project.resolve(name)
              + "' (FORMAT parquet)");
    }
  }

  @Test
  void forksThatGoInACircleEnd() throws Exception {
    Path project = Files.createDirectories(folder.resolve("exports/data/circle-0123456789abcdef"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String[] pair : new String[][] {{"a", "b"}, {"b", "a"}}) {
        statement.execute(
            "COPY (SELECT * REPLACE ('circle' AS project_id, '"
                + pair[0]
                + "' AS run_id, CASE attribute_path WHEN 'sys/forking/parent' THEN '"
                + pair[1]
                + "' WHEN 'sys/custom_run_id' THEN NULL WHEN 'sys/id' THEN NULL ELSE string_value"
                + " END AS string_value) FROM read_parquet('"
                + file("child-3de3b8e72fac8e94_part_0.parquet")
                + "')) TO '"
                + project.resolve(pair[0] + "-0123456789abcdef_part_0.parquet")
                + "' (FORMAT parquet)");
      }
    }

    Place place = Place.read(folder);

    assertThat(place.runs()).containsKeys("circle/a", "circle/b");
    assertThat(place.problems())
        .anyMatch(each -> "circle/a".equals(each.runId()) && each.reason().contains("not here"));
  }

  @Test
  void damagedPartsCostTheirRunAlone() throws Exception {
    Path part = file("root-17b307c541c97c1e_part_1.parquet");
    byte[] whole = Files.readAllBytes(part);
    Random random = new Random(5);
    for (int round = 0; round < 25; round++) {
      byte[] bytes = whole.clone();
      for (int flips = 0; flips < 3; flips++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(part, bytes);

      Place place = Place.read(folder);

      assertThat(place.runs()).containsKeys(CHILD, GRANDCHILD, OLD);
      assertThat(place.points(OLD, "train/loss")).hasSize(3);
    }
    Files.write(part, new byte[] {'P', 'A', 'R', '1'});
    assertThat(Place.read(folder).problems())
        .anyMatch(
            each ->
                each.kind() == Problem.Kind.CORRUPT
                    && each.location().contains("root-")
                    && each.reason().contains("Parquet"));
  }
}
