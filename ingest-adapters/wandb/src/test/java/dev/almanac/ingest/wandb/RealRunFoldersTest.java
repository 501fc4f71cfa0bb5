package dev.almanac.ingest.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Reads run folders that others published; skipped where they are absent. The counts of points are
 * those of wandb's own reader: {@code src/test/python/read_back.py}.
 */
class RealRunFoldersTest {

  /** One a folder, and the copy of a run that is left nowhere else. */
  private static final int GEOM3D_RUNS = 37;

  @Test
  void everyRunOfGeom3dIsRead() throws IOException {
    Sources.Reading reading = read("wandb-geom3d");

    Map<String, RecordedRun> runs = reading.runs().runs();
    assertThat(runs).hasSize(GEOM3D_RUNS);
    assertThat(points(runs, "metric:")).isEqualTo(174_596);
    assertThat(points(runs, "system:")).isEqualTo(15_182);
    assertThat(reading.runs().problems())
        .noneMatch(problem -> problem.kind() == Problem.Kind.CORRUPT);
    assertThat(runs.get("bezgxw2w").run().project()).isEqualTo("Geom3D_SchNet_combined");
  }

  @Test
  void theOldestGenerationIsRead() throws IOException {
    Map<String, RecordedRun> runs = read("wandb-asset-2021").runs().runs();

    assertThat(runs).containsOnlyKeys("g9dvvkua");
    assertThat(points(runs, "system:")).isEqualTo(9);
    assertThat(runs.get("g9dvvkua").run().status()).isEqualTo(RunStatus.FINISHED);
  }

  private static long points(Map<String, RecordedRun> runs, String kind) {
    return runs.values().stream()
        .flatMap(run -> run.allPoints().entrySet().stream())
        .filter(series -> series.getKey().startsWith(kind))
        .mapToLong(series -> series.getValue().size())
        .sum();
  }

  private static Sources.Reading read(String name) throws IOException {
    Path place = realData().resolve(name);
    assumeTrue(Files.isDirectory(place), () -> "skipped: no real data at " + place);
    List<Sources.Reading> readings = Sources.readAll(new WandbSourceFactory(), place);
    assertThat(readings).hasSize(1);
    return readings.get(0);
  }

  private static Path realData() {
    String configured = System.getenv("ALMANAC_REAL_DATA");
    return configured != null
        ? Path.of(configured)
        : Path.of("../../../shared/data").toAbsolutePath().normalize();
  }
}
