package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RecordedRuns;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens artifacts of local stores. */
class ArtifactContentTest {

  @TempDir Path folder;

  private static @Nullable String text(@Nullable InputStream content) throws IOException {
    if (content == null) {
      return null;
    }
    try (content) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String runWith(RunSource source, String artifact) throws IOException {
    RecordedRuns runs = new RecordedRuns();
    for (List<RunEntry> batch : source.plan(source.list().runs())) {
      source.read(batch, runs);
    }
    return runs.lines().stream()
        .filter(line -> line.contains("\"artifact\"") && line.contains('"' + artifact + '"'))
        .map(line -> line.replaceAll("^\\{\"run\":\"([^\"]+)\".*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file-2.22.0", "sqlite-3.17.2", "sqlite-1.2.0"})
  void theContentOfAnArtifactIsToBeHad(String name) throws IOException {
    new RecordedCase(name, Path.of("src/test/resources/cases").resolve(name)).copyTo(folder);
    MlflowSourceFactory factory = new MlflowSourceFactory();
    SourceSpec spec = Sources.find(factory, folder).get(0);
    String runId;
    try (RunSource source = factory.open(spec)) {
      runId = runWith(source, "report.txt");
    }
    try (RunSource source = factory.open(spec)) {
      assertThat(text(source.artifact(runId, "report.txt"))).isEqualTo("fine\n");
      assertThat(text(source.artifact(runId, "plots/curve.csv"))).startsWith("step,loss");
      assertThat(source.artifact(runId, "plots")).isNull();
      assertThat(source.artifact(runId, "none.txt")).isNull();
      assertThat(source.artifact(runId, "models/m-1/none.txt")).isNull();
      assertThat(source.artifact("no-such-run", "report.txt")).isNull();
    }
  }

  @Test
  void noPathLeadsOutOfTheFolder() throws IOException {
    Path artifacts = Files.createDirectories(folder.resolve("artifacts"));
    Path secret = Files.writeString(folder.resolve("secret.txt"), "hidden");
    Files.writeString(artifacts.resolve("own.txt"), "shown");
    Files.createSymbolicLink(artifacts.resolve("link.txt"), secret);
    Files.createSymbolicLink(artifacts.resolve("up"), folder);
    assertThat(text(ArtifactFolder.open(artifacts, "own.txt"))).isEqualTo("shown");
    for (String path :
        List.of(
            "../secret.txt",
            "x/../../secret.txt",
            "link.txt",
            "up/secret.txt",
            secret.toString(),
            "",
            "\0")) {
      assertThat(ArtifactFolder.open(artifacts, path)).as(path).isNull();
    }
  }
}
