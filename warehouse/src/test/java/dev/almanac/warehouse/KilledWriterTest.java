package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.warehouse.catalog.TableFiles;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a syncing process (SIGKILL) and looks at what is left. More rounds: {@code
 * -Dalmanac.kills=300}.
 */
class KilledWriterTest {

  private static final int DEFAULT_ROUNDS = 32;
  private static final int ROUNDS = Integer.getInteger("almanac.kills", DEFAULT_ROUNDS);
  private static final long SEED = 20_261_124;

  /** Each run's rows in all tables are of one version, and all of them are there. */
  private static final String HALF_WRITTEN =
      """
      SELECT r.run_key
      FROM runs r
      WHERE 40 <> (SELECT count(*) FROM metrics m
                   WHERE m.run_key = r.run_key AND 'v' || m.value::BIGINT = r.fingerprint)
         OR 40 <> (SELECT count(*) FROM metrics m WHERE m.run_key = r.run_key)
         OR 40 <> (SELECT count(*) FROM system_metrics m
                   WHERE m.run_key = r.run_key AND 'v' || m.value::BIGINT = r.fingerprint)
         OR 2 <> (SELECT count(*) FROM metric_summaries s
                  WHERE s.run_key = r.run_key AND 'v' || s.last::BIGINT = r.fingerprint)
         OR 1 <> (SELECT count(*) FROM params p
                  WHERE p.run_key = r.run_key AND 'v' || p.value = r.fingerprint)
         OR 1 <> (SELECT count(*) FROM tags t
                  WHERE t.run_key = r.run_key AND 'v' || t.value = r.fingerprint)
         OR 1 <> (SELECT count(*) FROM environment e
                  WHERE e.run_key = r.run_key AND 'v' || e.value = r.fingerprint)
         OR 1 <> (SELECT count(*) FROM quarantine q
                  WHERE q.run_key = r.run_key AND 'v' || q."offset" = r.fingerprint)
      """;

  @TempDir Path folder;

  @Test
  void whatWasCommittedStaysAndTheNextSyncHealsTheRest() throws Exception {
    Path killed = folder.resolve("killed");
    Random random = new Random(SEED);
    List<String> deaths = new ArrayList<>();
    int stage = 0;
    try (Warehouse spared = Warehouse.open(WarehouseConfig.of(folder.resolve("spared")))) {
      for (int round = 1; round <= ROUNDS; round++) {
        Process process = SyncProcess.start(killed, "lab", round);
        // Every other round dies at the next stage boundary, the others at a random moment.
        String death = round % 2 == 0 ? dieAtStage(process, stage++) : dieAtRandom(process, random);
        deaths.add(death);
        sync(spared, round);
        checkAndHeal(killed, round, death, spared);
      }
    }
    if (ROUNDS >= DEFAULT_ROUNDS) {
      assertThat(deaths).anyMatch(death -> death.startsWith("stage") && death.contains("runs"));
    }
  }

  private static void checkAndHeal(Path killed, int round, String death, Warehouse spared)
      throws IOException {
    try (Warehouse warehouse = Warehouse.open(WarehouseConfig.of(killed))) {
      if (warehouse.current().isPresent()) {
        assertThat(Answers.of(warehouse, HALF_WRITTEN)).as(death).isEmpty();
      }
      sync(warehouse, round);
      assertThat(Answers.ofAllTables(warehouse)).as(death).isEqualTo(Answers.ofAllTables(spared));
    }
    assertThat(strangers(killed)).as(death).isEmpty();
    assertThat(killed.resolve("writing")).doesNotExist();
  }

  private static void sync(Warehouse warehouse, int version) {
    new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE)
        .run(VersionedSource.of("lab", version));
  }

  /** Lets the process pass so many stages, then kills it where it stands. */
  private static String dieAtStage(Process process, int stages) throws Exception {
    String reached = "start";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int passed = 0; passed <= stages; passed++) {
        String line = lines.readLine();
        if (line == null) {
          break;
        }
        reached = line;
        if (passed < stages) {
          goOn(process);
        }
      }
      kill(process);
    }
    return "stage " + stages + ": " + reached;
  }

  private static String dieAtRandom(Process process, Random random) throws Exception {
    String last = "start";
    long millis = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      // A few stages go by, then the moment is anywhere in the work between two of them.
      int stages = random.nextInt(40);
      for (int passed = 0; passed < stages; passed++) {
        String line = lines.readLine();
        if (line == null || line.equals(SyncProcess.DONE)) {
          break;
        }
        last = line;
        goOn(process);
      }
      millis = random.nextInt(30);
      process.waitFor(millis, TimeUnit.MILLISECONDS);
      kill(process);
    }
    return millis + " ms after " + last;
  }

  private static void goOn(Process process) throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Returns the files under the warehouse's data that no snapshot of any table knows. */
  private static Set<String> strangers(Path folder) throws IOException {
    Set<String> known = new TreeSet<>();
    try (WarehouseCatalog catalog = WarehouseCatalog.open(WarehouseConfig.of(folder))) {
      for (String name : catalog.tableNames()) {
        Table table = catalog.load(name).orElseThrow();
        for (Snapshot snapshot : table.snapshots()) {
          TableFiles.at(table, snapshot.snapshotId())
              .forEach(file -> known.add(catalog.path(file.location()).toString()));
        }
      }
    }
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      files.map(Path::toString).filter(file -> file.endsWith(".parquet")).forEach(found::add);
    }
    found.removeAll(known);
    return found;
  }
}
