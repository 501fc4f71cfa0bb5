package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads a file store that others logged in 2022 with MLflow 1.x; skipped where it is absent. */
class RealFileStoreTest {

  private static final int EXPERIMENTS_WITH_RUNS = 4;

  @Test
  void everyRunParamAndPointOfTheNilmStoreIsRead() throws IOException {
    Path store = realData().resolve("mlflow-filestore-nilm");
    assumeTrue(Files.isDirectory(store), () -> "skipped: no real data at " + store);

    List<Sources.Reading> readings = Sources.readAll(new MlflowSourceFactory(), store);

    assertThat(readings).hasSize(1);
    Sources.Reading reading = readings.get(0);
    SourceSpec spec = reading.spec();
    assertThat(spec.name()).isEqualTo("mlflow-filestore-nilm-mlruns");
    assertThat(reading.runs().runs()).hasSize(134);
    Map<String, Long> projects =
        reading.runs().runs().values().stream()
            .collect(Collectors.groupingBy(run -> run.run().project(), Collectors.counting()));
    assertThat(projects).hasSize(EXPERIMENTS_WITH_RUNS).containsKey("washing machine");
    for (RecordedRun run : reading.runs().runs().values()) {
      Path folder =
          store.resolve("mlruns").resolve(run.run().projectId()).resolve(run.run().runId());
      assertThat(run.paramCount()).isEqualTo(files(folder.resolve("params")).size());
      assertThat(run.tags()).hasSize(files(folder.resolve("tags")).size());
      assertThat(run.run().status()).isNotEqualTo(RunStatus.UNKNOWN);
      for (Path metric : files(folder.resolve("metrics"))) {
        String key = metric.getFileName().toString();
        assertThat(run.points(key)).hasSize(Files.readAllLines(metric).size());
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  private static Path realData() {
    String configured = System.getenv("ALMANAC_REAL_DATA");
    return configured != null
        ? Path.of(configured)
        : Path.of("../../../shared/data").toAbsolutePath().normalize();
  }
}
