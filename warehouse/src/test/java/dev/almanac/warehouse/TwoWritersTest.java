package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.warehouse.WarehouseException.Reason;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.commit.WriteSession;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import dev.almanac.warehouse.write.Staging;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoWritersTest {

  private static final int VERSION = 1;

  @TempDir Path folder;

  @Test
  void twoProcessesAtOnceLoseNothing() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (String source : List.of("lab", "attic")) {
      Process process = SyncProcess.start(folder.resolve("both"), source, VERSION);
      letRun(process);
      processes.add(process);
    }
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      assertThat(output).endsWith(SyncProcess.DONE + System.lineSeparator());
    }
    try (Warehouse both = Warehouse.open(WarehouseConfig.of(folder.resolve("both")));
        Warehouse turns = Warehouse.open(WarehouseConfig.of(folder.resolve("turns")))) {
      for (String source : List.of("lab", "attic")) {
        new Sync(turns, SyncOptions.DEFAULT, SyncProgress.NONE)
            .run(VersionedSource.of(source, VERSION));
      }
      assertThat(Answers.ofAllTables(both)).isEqualTo(Answers.ofAllTables(turns));
    }
  }

  /** Answers all stages beforehand. */
  private static void letRun(Process process) throws IOException {
    process.getOutputStream().write("\n".repeat(1_000).getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  @Test
  void aWriterWhoseBaseHasMovedIsRefused() {
    WarehouseConfig config = WarehouseConfig.of(folder.resolve("w"));
    try (Warehouse warehouse = Warehouse.open(config)) {
      try (WriteSession session = warehouse.write("test", holder -> {});
          Staging staging = session.stage()) {
        // Someone on another machine, whose lock is not ours.
        try (WarehouseCatalog other = WarehouseCatalog.open(config)) {
          other.load(RunTables.RUNS.name()).orElseThrow().newAppend().commit();
        }
        assertThatThrownBy(() -> session.commit(staging))
            .isInstanceOfSatisfying(
                WarehouseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
      }
      new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE)
          .run(VersionedSource.of("lab", VERSION));
      assertThat(Answers.of(warehouse, "SELECT count(*) FROM runs")).containsExactly("9");
    }
  }
}
