package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.RunSink;
import dev.almanac.warehouse.schema.TableSpec;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import dev.almanac.warehouse.sync.SyncReport;
import dev.almanac.warehouse.sync.SyncReport.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncRoundTripTest {

  @TempDir Path folder;

  @Test
  void pointsComeBackAsLogged() {
    ScriptedSource source =
        new ScriptedSource("lab")
            .run(
                "a",
                "1",
                (sink, run) -> {
                  int loss = sink.key(MetricKind.METRIC, "loss");
                  sink.point(run, loss, 0, 1_000, 1.5);
                  sink.point(run, loss, -7, RunSink.NO_TIME, Double.NaN);
                  sink.point(run, loss, 1L << 40, 3_000, Double.NEGATIVE_INFINITY);
                  sink.point(run, loss, 0, 2_000, -0.0);
                  sink.param(run, "lr", "1e-3", ParamOrigin.LOGGED);
                });
    try (Warehouse warehouse = Warehouse.open(WarehouseConfig.of(folder.resolve("w")))) {
      SyncReport report = sync(warehouse, source);
      assertThat(report.outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(report.points()).isEqualTo(4);
      assertThat(
              rows(warehouse, "SELECT step, value, seq, epoch_us(time) FROM metrics ORDER BY seq"))
          .containsExactly(
              "0|1.5|0|1000", "-7|NaN|1|null", "1099511627776|-Infinity|2|3000", "0|-0.0|3|2000");
      assertThat(rows(warehouse, "SELECT key, value, number, type, origin FROM params"))
          .containsExactly("lr|1e-3|0.001|float|logged");
      assertThat(rows(warehouse, "SELECT * EXCLUDE (run_key) FROM metric_summaries"))
          .containsExactly(
              "loss|4|1.5|-Infinity|-0.0|1.5|0|0|-7|1099511627776|2|null"
                  + "|1970-01-01T00:00:00.001Z|1970-01-01T00:00:00.003Z|false");
    }
  }

  @Test
  void everyTableIsThereBeforeAnythingIsIn() {
    ScriptedSource source = new ScriptedSource("empty");
    try (Warehouse warehouse = Warehouse.open(WarehouseConfig.of(folder.resolve("w")))) {
      assertThat(warehouse.current()).isEmpty();
      sync(warehouse, source);
      for (TableSpec table : warehouse.tables()) {
        assertThat(rows(warehouse, "SELECT count(*) FROM " + table.name()))
            .containsExactly(table.name().equals("sync_log") ? "1" : "0");
      }
    }
  }

  private static List<String> rows(Warehouse warehouse, String sql) {
    return Answers.of(warehouse, sql);
  }

  private static SyncReport sync(Warehouse warehouse, ScriptedSource source) {
    return new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
  }
}
