package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.RunSink;
import dev.almanac.warehouse.WarehouseException.Reason;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fills a real, small disk (tmpfs); skipped where the user may not mount one. */
class FullDiskTest {

  private static final int DISK_MEGABYTES = 6;

  @TempDir Path folder;

  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m", "tmpfs", disk.toString()),
        "needs the right to mount a tmpfs");
  }

  @AfterEach
  void unmount() throws Exception {
    // Lazily: whoever looks at all mounts of the machine at this moment would hold it.
    run("umount", "-l", disk.toString());
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException exception) {
      // There is no such command here.
      return false;
    }
  }

  @Test
  void aFullDiskIsOneMessageAndLeavesTheWarehouseAsItWas() {
    ScriptedSource source = new ScriptedSource("lab").run("small", "1", points(1_000));
    try (Warehouse warehouse = Warehouse.open(WarehouseConfig.of(disk.resolve("w")))) {
      sync(warehouse, source);
      List<String> before = Answers.ofAllTables(warehouse);
      source.run("large", "1", points(2_000_000));
      assertThatThrownBy(() -> sync(warehouse, source))
          .isInstanceOfSatisfying(
              WarehouseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORAGE))
          .hasMessageContaining("disk is full");
      assertThat(Answers.ofAllTables(warehouse)).isEqualTo(before);
      sync(warehouse, source.run("large", "1", points(2_000)));
      assertThat(
              Answers.of(warehouse, "SELECT run_key, count(*) FROM metrics GROUP BY 1 ORDER BY 1"))
          .containsExactly("lab/large|2000", "lab/small|1000");
    }
    assertThat(disk.resolve("w/writing")).doesNotExist();
  }

  @Test
  void aDiskThatFillsUpBetweenTwoCommitsIsHealedOnceThereIsRoom() throws IOException {
    ScriptedSource source = new ScriptedSource("lab").run("a", "1", points(1_000));
    Path ballast = disk.resolve("ballast");
    WarehouseConfig config = WarehouseConfig.of(disk.resolve("w"));
    List<String> before;
    try (Warehouse warehouse = Warehouse.open(config)) {
      sync(warehouse, source);
      before = Answers.ofAllTables(warehouse);
    }
    source.run("b", "1", points(1_000)).run("a", "2", points(500));
    try (Warehouse warehouse = Warehouse.open(config, stage -> fillAt(stage, ballast))) {
      assertThatThrownBy(() -> sync(warehouse, source)).isInstanceOf(WarehouseException.class);
    }
    Files.delete(ballast);
    try (Warehouse warehouse = Warehouse.open(config)) {
      assertThat(Answers.ofAllTables(warehouse)).isEqualTo(before);
      sync(warehouse, source);
      assertThat(
              Answers.of(warehouse, "SELECT run_key, count(*) FROM metrics GROUP BY 1 ORDER BY 1"))
          .containsExactly("lab/a|500", "lab/b|1000");
    }
    assertThat(disk.resolve("w/writing")).doesNotExist();
  }

  /** Takes all that is left of the disk once the metrics are committed. */
  private static void fillAt(String stage, Path ballast) {
    if (stage.equals("committed metrics")) {
      byte[] block = new byte[4_096];
      try (var out = Files.newOutputStream(ballast)) {
        for (int written = 0; written < DISK_MEGABYTES << 20; written += block.length) {
          out.write(block);
        }
      } catch (IOException exception) {
        // The disk is full: that was the point.
        assertThat(exception).hasMessageContaining("No space left");
      }
    }
  }

  private static void sync(Warehouse warehouse, ScriptedSource source) {
    new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
  }

  private static BiConsumer<RunSink, Integer> points(int count) {
    return (sink, run) -> {
      SplittableRandom random = new SplittableRandom(count);
      int loss = sink.key(MetricKind.METRIC, "loss");
      for (int step = 0; step < count; step++) {
        sink.point(run, loss, step, step, random.nextDouble());
      }
    };
  }
}
