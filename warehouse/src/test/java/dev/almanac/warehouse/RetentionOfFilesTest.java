package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.warehouse.WarehouseException.Reason;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionOfFilesTest {

  private static final Instant START = Instant.parse("2026-01-01T06:00:00Z");
  private static final int SYNCS = 24;

  @TempDir Path folder;

  @Test
  void oldSnapshotsGoWithTheirFilesAndNamedOnesStay() throws IOException {
    WarehouseSnapshot named = null;
    WarehouseSnapshot last = null;
    for (int hour = 0; hour < SYNCS; hour++) {
      last = sync(START.plus(Duration.ofHours(hour / 4)), hour);
      if (hour == 3) {
        named = last;
        try (Warehouse warehouse = at(START)) {
          warehouse.keep(named, "weekly-2026-W01");
        }
      }
    }
    long before = parquetFiles();
    WarehouseSnapshot after = sync(START.plus(Duration.ofDays(10)), SYNCS);
    try (Warehouse warehouse = at(START)) {
      assertThat(warehouse.snapshots()).containsExactly(named, last, after);
      assertThat(parquetFiles()).isLessThan(before / 3);
      try (var engine = warehouse.engine(named)) {
        assertThat(Answers.of(engine, "SELECT value FROM tags")).containsExactly("3");
      }
      assertThat(Answers.of(warehouse, "SELECT value FROM tags")).containsExactly("24");
      WarehouseSnapshot unknown = new WarehouseSnapshot(1, START, Map.of());
      assertThatThrownBy(() -> warehouse.keep(unknown, "x"))
          .isInstanceOfSatisfying(
              WarehouseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_SNAPSHOT));
    }
  }

  private WarehouseSnapshot sync(Instant now, int version) {
    ScriptedSource source =
        new ScriptedSource("lab")
            .run(
                "a",
                Integer.toString(version),
                (sink, run) -> sink.tag(run, "version", Integer.toString(version)));
    try (Warehouse warehouse = at(now)) {
      new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
      return warehouse.current().orElseThrow();
    }
  }

  private Warehouse at(Instant now) {
    return Warehouse.open(
        WarehouseConfig.of(folder.resolve("w"))
            .withThreads(1)
            .withClock(Clock.fixed(now, ZoneOffset.UTC)));
  }

  private long parquetFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }
}
