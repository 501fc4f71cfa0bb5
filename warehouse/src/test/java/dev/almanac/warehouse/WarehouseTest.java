package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.MetricKind;
import dev.almanac.warehouse.WarehouseException.Reason;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.commit.WriteSession;
import dev.almanac.warehouse.schema.TableSpec;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseTest {

  private static final TableSpec RESULTS =
      TableSpec.builder("results", "analysis_id", "Results of a test.")
          .text("analysis_id", "The analysis.")
          .integer("rank", "An int.")
          .bigint("n", "A long.")
          .number("share", "A double.")
          .bool("firm", "A boolean.")
          .timestamp("at", "An instant.")
          .date("day", "A day.")
          .sortedBy("analysis_id", "rank");

  @TempDir Path folder;

  private WarehouseConfig config() {
    return WarehouseConfig.of(folder.resolve("w"))
        .withThreads(1)
        .withResultTables(List.of(RESULTS));
  }

  @Test
  void resultsAreReplacedByTheirKey() {
    Instant at = Instant.parse("2026-03-02T08:00:00.000001Z");
    LocalDate day = LocalDate.of(1969, 12, 31);
    try (Warehouse warehouse = Warehouse.open(config())) {
      WarehouseSnapshot first =
          warehouse.replace(
              batch(
                  Set.of(),
                  new Object[] {"a", 1, 2L, 0.5, true, at, day},
                  new Object[] {"b", 1, null, Double.NaN, null, null, null}));
      WarehouseSnapshot second =
          warehouse.replace(batch(Set.of("a"), new Object[] {"c", 9, 9L, 9.0, false, at, day}));
      assertThat(second.id()).isNotEqualTo(first.id());
      assertThat(warehouse.current()).contains(second);
      assertThat(Answers.of(warehouse, "SELECT * FROM results ORDER BY analysis_id"))
          .containsExactly("b|1|null|NaN|null|null|null", "c|9|9|9.0|false|" + at + "|1969-12-31");
      try (var engine = warehouse.engine(first)) {
        assertThat(Answers.of(engine, "SELECT * FROM results ORDER BY analysis_id"))
            .containsExactly("a|1|2|0.5|true|" + at + "|1969-12-31", "b|1|null|NaN|null|null|null");
      }
    }
  }

  @Test
  void resultsThatTwoProcessesComputeAreKeptOnce() {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    Object[] row = {"a", 1, 2L, 0.5, true, at, null};
    try (Warehouse warehouse = Warehouse.open(config())) {
      warehouse.replace(batch(Set.of(), row));
      warehouse.replace(batch(Set.of(), row.clone()));

      assertThat(Answers.of(warehouse, "SELECT count(*) FROM results")).containsExactly("1");
    }
  }

  private static ResultBatch batch(Set<String> superseded, @Nullable Object[]... rows) {
    List<@Nullable Object[]> list = new ArrayList<>(List.of(rows));
    return new ResultBatch(superseded, Map.of(RESULTS, list));
  }

  @Test
  void aColumnThatAnotherVersionKnowsStaysEmptyInNewRows() {
    TableSpec wider =
        TableSpec.builder("some_results", "id", "Results.")
            .text("id", "The id.")
            .number("gone", "A column that is no longer computed.")
            .sortedBy("id");
    TableSpec narrower =
        TableSpec.builder("some_results", "id", "Results.").text("id", "The id.").sortedBy("id");
    WarehouseConfig config = WarehouseConfig.of(folder.resolve("w")).withThreads(1);
    try (Warehouse before = Warehouse.open(config.withResultTables(List.of(wider)))) {
      before.replace(
          new ResultBatch(
              Set.of(),
              Map.of(wider, new ArrayList<>(List.<Object[]>of(new Object[] {"a", 1.0})))));
    }
    try (Warehouse now = Warehouse.open(config.withResultTables(List.of(narrower)))) {
      now.replace(
          new ResultBatch(
              Set.of(), Map.of(narrower, new ArrayList<>(List.<Object[]>of(new Object[] {"b"})))));
      assertThat(Answers.of(now, "SELECT id, gone FROM some_results ORDER BY id"))
          .containsExactly("a|1.0", "b|null");
    }
  }

  @Test
  void anAbsentWarehouseIsRefusedWhenNoneIsToBeMade() {
    assertThatThrownBy(() -> Warehouse.open(config().existing()))
        .isInstanceOfSatisfying(
            WarehouseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ABSENT))
        .hasMessageContaining("almanac sync");
    assertThat(folder.resolve("w")).doesNotExist();
  }

  @Test
  void aFolderWithOtherThingsInItIsLeftAlone() throws IOException {
    Files.createDirectories(folder.resolve("w"));
    Files.writeString(folder.resolve("w/thesis.tex"), "\\begin");
    assertThatThrownBy(() -> Warehouse.open(config()))
        .isInstanceOf(WarehouseException.class)
        .hasMessageContaining("holds other files");
    try (var files = Files.list(folder.resolve("w"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aWarehouseOfANewerVersionIsRefused() {
    Warehouse.open(config()).close();
    try (WarehouseCatalog catalog = WarehouseCatalog.open(config())) {
      catalog
          .load("runs")
          .orElseThrow()
          .updateProperties()
          .set(WarehouseCatalog.FORMAT_PROPERTY, "2")
          .commit();
    }
    assertThatThrownBy(() -> Warehouse.open(config()))
        .isInstanceOfSatisfying(
            WarehouseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NEWER_VERSION))
        .hasMessageContaining("version 2")
        .hasMessageContaining("newer Almanac");
  }

  @Test
  void aCatalogThatIsNoDatabaseIsOneClearMessage() throws IOException {
    Files.createDirectories(folder.resolve("w"));
    Files.writeString(folder.resolve("w/catalog.db"), "not a database at all, but long enough");
    assertThatThrownBy(() -> Warehouse.open(config()))
        .isInstanceOfSatisfying(
            WarehouseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREADABLE))
        .hasMessageContaining("catalog");
  }

  @Test
  void theSecondWriterIsToldWhoHoldsTheWarehouse() {
    WarehouseConfig hasty = config().withLockTimeout(Duration.ofMillis(1));
    List<String> told = new ArrayList<>();
    try (Warehouse warehouse = Warehouse.open(config());
        WriteSession held = warehouse.write("sync of lab", holder -> {});
        Warehouse second = Warehouse.open(hasty)) {
      assertThat(held.base()).isNull();
      assertThatThrownBy(() -> second.write("another", told::add))
          .isInstanceOfSatisfying(
              WarehouseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.HELD))
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("sync of lab");
      assertThat(told).singleElement().asString().contains("sync of lab");
    }
  }

  @Test
  void aMovedWarehouseIsReadAndWritten() throws IOException {
    Path moved = folder.resolve("moved [to] a*b?c 'x' 100%/w");
    ScriptedSource source =
        new ScriptedSource("lab").run("a", "1", (sink, run) -> sink.tag(run, "k", "1"));
    try (Warehouse warehouse = Warehouse.open(config())) {
      sync(warehouse, source);
    }
    Files.createDirectories(moved.getParent());
    Files.move(folder.resolve("w"), moved);
    try (Warehouse warehouse = Warehouse.open(WarehouseConfig.of(moved))) {
      sync(
          warehouse,
          source
              .run("a", "2", (sink, run) -> sink.tag(run, "k", "2"))
              .run("b", "1", (sink, run) -> sink.tag(run, "k", "3")));
      assertThat(Answers.of(warehouse, "SELECT run_key, value FROM tags ORDER BY 1"))
          .containsExactly("lab/a|2", "lab/b|3");
    }
    assertThat(folder.resolve("w")).doesNotExist();
  }

  @Test
  void pointsBeyondTheMemorySpillAndStayInOrder() {
    int points = 3_000_000;
    ScriptedSource source =
        new ScriptedSource("lab")
            .run(
                "long",
                "1",
                (sink, run) -> {
                  int loss = sink.key(MetricKind.METRIC, "loss");
                  int accuracy = sink.key(MetricKind.METRIC, "accuracy");
                  for (int step = 0; step < points; step++) {
                    sink.point(run, loss, step, step, step * 0.5);
                    if (step % 1_000 == 0) {
                      sink.point(run, accuracy, step, step, -step);
                    }
                  }
                });
    WarehouseConfig small = config().withMemoryLimit(64L << 20);
    try (Warehouse warehouse = Warehouse.open(small)) {
      sync(warehouse, source);
      assertThat(
              Answers.of(
                  warehouse,
                  "SELECT key, count(*), count(DISTINCT seq), max(seq), bool_and(step = seq),"
                      + " bool_and(value = step * 0.5) FROM metrics WHERE key = 'loss' GROUP BY key"))
          .containsExactly("loss|3000000|3000000|2999999|true|true");
      assertThat(
              Answers.of(
                  warehouse, "SELECT key, points, \"last\" FROM metric_summaries ORDER BY 1"))
          .containsExactly("accuracy|3000|-2999000.0", "loss|3000000|1499999.5");
    }
  }

  private static void sync(Warehouse warehouse, ScriptedSource source) {
    new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
  }
}
