package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.RunSink;
import dev.almanac.warehouse.sync.Difference;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import dev.almanac.warehouse.sync.Verification;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

  @TempDir Path folder;

  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = Warehouse.open(WarehouseConfig.of(folder.resolve("w")).withThreads(1));
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  @Test
  void aWarehouseThatIsUpToDateDiffersInNothing() throws IOException {
    ScriptedSource source =
        new ScriptedSource("lab")
            .run("a", "1", (sink, run) -> facts(sink, run, 5, "0.1"))
            .run("b", "1", (sink, run) -> facts(sink, run, 3, "0.2"));
    sync(source);
    long before = warehouse.current().orElseThrow().id();
    Verification.Result result = verify(source);
    assertThat(result.differences()).isEmpty();
    assertThat(result.runs()).isEqualTo(2);
    assertThat(warehouse.current().orElseThrow().id()).isEqualTo(before);
  }

  @Test
  void whatAFingerprintMissedIsFound() throws IOException {
    ScriptedSource source =
        new ScriptedSource("lab")
            .run("a", "1", (sink, run) -> facts(sink, run, 5, "0.1"))
            .run("b", "1", (sink, run) -> facts(sink, run, 3, "0.2"));
    sync(source);
    source
        .run("a", "1", (sink, run) -> facts(sink, run, 6, "0.1"))
        .run("b", "1", (sink, run) -> facts(sink, run, 3, "0.3"))
        .run("c", "1", (sink, run) -> facts(sink, run, 1, "0.1"));
    assertThat(verify(source).differences())
        .contains(
            new Difference("metrics", "lab/a", 6, 5),
            new Difference("params", "lab/b", 1, 1),
            new Difference("runs", "lab/c", 1, 0))
        .noneMatch(
            difference ->
                difference.runKey().equals("lab/b") && difference.table().equals("metrics"));
  }

  @Test
  void runsThatAreGoneFromTheSourceAreNoDifference() throws IOException {
    ScriptedSource source =
        new ScriptedSource("lab")
            .run("a", "1", (sink, run) -> facts(sink, run, 5, "0.1"))
            .run("b", "1", (sink, run) -> facts(sink, run, 3, "0.2"));
    sync(source);
    sync(source.without("b"));
    assertThat(verify(source).differences()).isEmpty();
  }

  private static void facts(RunSink sink, int run, int points, String value) {
    sink.param(run, "lr", value, ParamOrigin.LOGGED);
    int loss = sink.key(MetricKind.METRIC, "loss");
    for (int step = 0; step < points; step++) {
      sink.point(run, loss, step, step, 1.0 / (step + 1));
    }
  }

  private Verification.Result verify(ScriptedSource source) throws IOException {
    return new Verification(warehouse, SyncProgress.NONE).run(source);
  }

  private void sync(ScriptedSource source) {
    new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
  }
}
