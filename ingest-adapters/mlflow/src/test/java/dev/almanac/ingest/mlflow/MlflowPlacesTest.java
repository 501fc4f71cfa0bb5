package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowPlacesTest {

  private static final String RUN_META = "run_id: x\nrun_uuid: x\nstatus: 3\n";
  private static final String EXPERIMENT_META =
      "artifact_location: ./x\nexperiment_id: 0\nlifecycle_stage: active\nname: Default\n";

  @TempDir Path folder;

  @Test
  void fileStoresAreFoundUnderAnyName() throws IOException {
    for (String root : List.of("mlruns", "mlruns_1", "src/mlruns", "sqlite:/mlflow.db")) {
      write(root + "/0/meta.yaml", EXPERIMENT_META);
    }
    assertThat(names(folder))
        .containsExactly(
            base() + "-mlruns", base() + "-mlruns_1", "sqlite:-mlflow.db", "src-mlruns");
  }

  @Test
  void aStoreInsideAStoreIsFoundToo() throws IOException {
    write("mlruns/0/meta.yaml", EXPERIMENT_META);
    write("mlruns/mlruns/0/meta.yaml", EXPERIMENT_META);
    assertThat(names(folder)).containsExactly(base() + "-mlruns", "mlruns-mlruns");
  }

  @Test
  void aStoreWhoseExperimentsLostTheirMetaFilesIsFoundByItsRuns() throws IOException {
    write("mlruns/0/0123456789abcdef0123456789abcdef/meta.yaml", RUN_META);
    assertThat(names(folder)).containsExactly(base() + "-mlruns");
  }

  @Test
  void aStoreOfWhichOnlyTheTrashIsLeftIsFound() throws IOException {
    write("mlruns/.trash/3/meta.yaml", EXPERIMENT_META);
    assertThat(names(folder)).containsExactly(base() + "-mlruns");
  }

  @Test
  void oneExperimentOfAStoreIsAPlaceOfItsOwn() throws IOException {
    write("mlruns/7/meta.yaml", EXPERIMENT_META.replace("0", "7"));
    write("mlruns/7/0123456789abcdef0123456789abcdef/meta.yaml", RUN_META);
    List<Sources.Reading> readings =
        Sources.readAll(new MlflowSourceFactory(), folder.resolve("mlruns/7"));
    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).runs().runs()).containsOnlyKeys("0123456789abcdef0123456789abcdef");
  }

  @Test
  void foldersOfOthersAreLeftAlone() throws IOException {
    write("conda/meta.yaml", "package:\n  name: x\n");
    write("recipes/0/meta.yaml", "name: soup\n");
    write("artifacts/0123456789abcdef0123456789abcdef/model.txt", "x");
    write("wandb/run-1/files/config.yaml", "a: 1\n");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void severalDatabasesInOneFolderAreSeveralSources() throws IOException {
    Path store = folder.resolve("store");
    RecordedCase recorded =
        new RecordedCase("sqlite-2.9.2", Path.of("src/test/resources/cases/sqlite-2.9.2"));
    recorded.copyTo(Files.createDirectories(store));
    Files.copy(store.resolve("mlflow.db"), store.resolve("tracking.sqlite"));
    Files.copy(store.resolve("mlflow.db"), store.resolve("backend"));
    assertThat(names(store)).containsExactly("store-mlflow.db", "store-tracking.sqlite");
    assertThat(names(store.resolve("backend")))
        .as("named by hand")
        .containsExactly("store-backend");
  }

  @Test
  void mlflowsOwnSpellingOfADatabaseIsUnderstood() throws IOException {
    RecordedCase recorded =
        new RecordedCase("sqlite-2.9.2", Path.of("src/test/resources/cases/sqlite-2.9.2"));
    Path file = recorded.copyTo(folder).resolve("mlflow.db");
    List<SourceSpec> found =
        new MlflowSourceFactory()
            .recognise(URI.create("sqlite:///" + file.toAbsolutePath()), SourceOptions.NONE);
    assertThat(found).extracting(SourceSpec::path).containsExactly(file.toAbsolutePath());
    assertThat(
            new MlflowSourceFactory()
                .recognise(URI.create("ftp://localhost/mlflow.db"), SourceOptions.NONE))
        .isEmpty();
  }

  private String base() {
    return String.valueOf(folder.getFileName());
  }

  private List<String> names(Path place) throws IOException {
    return Sources.find(new MlflowSourceFactory(), place).stream().map(SourceSpec::name).toList();
  }

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @Test
  void aFolderWithoutAnythingIsNothing() throws IOException {
    assertThat(new MlflowSourceFactory().recognise(Folder.of(folder)).sources()).isEmpty();
  }
}
