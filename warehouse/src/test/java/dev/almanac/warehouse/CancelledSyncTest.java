package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.MetricKind;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncCancelled;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CancelledSyncTest {

  private static final String RUNS =
      "SELECT r.run_key, (SELECT count(*) FROM metrics m WHERE m.run_key = r.run_key)"
          + " FROM runs r ORDER BY 1";

  /** More than a sink takes in between two looks at whether it should go on. */
  private static final int MANY = 600_000;

  @TempDir private Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = Warehouse.open(WarehouseConfig.of(folder.resolve("warehouse")));
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  /** Says no once the source has begun to read a number of runs. */
  private record Until(ScriptedSource source, int runs) implements SyncProgress {
    @Override
    public void changed(State state) {}

    @Override
    public boolean goOn() {
      return source.read().size() < runs;
    }
  }

  @Test
  void keepsTheRunsThatWereReadWholeAndReadsTheOthersNextTime() throws IOException {
    ScriptedSource source = source(5, 3);

    assertThatThrownBy(() -> sync(source, new Until(source, 2)))
        .isInstanceOf(SyncCancelled.class)
        .hasMessage(
            "Stopped: 2 of the 5 new or changed runs of lab are in. Run the command again for the"
                + " others.");

    assertThat(Answers.of(warehouse, RUNS)).containsExactly("lab/run0|3", "lab/run1|3");
    assertThat(leftBehind()).isEmpty();
    sync(source, SyncProgress.NONE);
    assertThat(source.read()).containsExactly("run0", "run1", "run2", "run3", "run4");
    assertThat(Answers.of(warehouse, RUNS)).hasSize(5);
  }

  @Test
  void dropsABatchThatIsTooLongToBeReadToItsEnd() throws IOException {
    ScriptedSource source = source(2, MANY);

    assertThatThrownBy(() -> sync(source, new Until(source, 1)))
        .isInstanceOf(SyncCancelled.class)
        .hasMessageStartingWith("Stopped: 0 of the 2 new or changed runs");

    assertThat(warehouse.current()).isEmpty();
    assertThat(leftBehind()).isEmpty();
    sync(source, SyncProgress.NONE);
    assertThat(Answers.of(warehouse, RUNS)).containsExactly("lab/run0|" + MANY, "lab/run1|" + MANY);
  }

  @Test
  void readsNothingIfToldToStopWhileListing() throws IOException {
    ScriptedSource source = source(2, 3);

    assertThatThrownBy(() -> sync(source, new Until(source, 0)))
        .isInstanceOf(SyncCancelled.class)
        .hasMessage("Stopped before a run of lab was read.");

    assertThat(source.read()).isEmpty();
    assertThat(leftBehind()).isEmpty();
  }

  private void sync(ScriptedSource source, SyncProgress progress) {
    new Sync(warehouse, SyncOptions.DEFAULT, progress).run(source);
  }

  private static ScriptedSource source(int runs, int points) {
    ScriptedSource source = new ScriptedSource("lab");
    for (int number = 0; number < runs; number++) {
      source.run(
          "run" + number,
          "1",
          (sink, run) -> {
            int key = sink.key(MetricKind.METRIC, "loss");
            for (int step = 0; step < points; step++) {
              sink.point(run, key, step, step, 1.0 / (1 + step));
            }
          });
    }
    return source;
  }

  /** Returns the journal, files of DuckDB, and data files that no table knows. */
  private List<String> leftBehind() throws IOException {
    List<String> left = new ArrayList<>();
    if (Files.exists(folder.resolve("warehouse/writing"))) {
      left.add("writing");
    }
    try (Stream<Path> files = Files.walk(folder.resolve("warehouse"))) {
      long data = files.filter(file -> file.toString().endsWith(".parquet")).count();
      if (warehouse.current().isEmpty() && data > 0) {
        left.add(data + " data files");
      }
    }
    Path temporary = folder.resolve("warehouse/tmp");
    if (Files.isDirectory(temporary)) {
      try (Stream<Path> files = Files.list(temporary)) {
        files.forEach(file -> left.add(file.toString()));
      }
    }
    return left;
  }
}
