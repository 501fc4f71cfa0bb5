package dev.almanac.bench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.bench.store.MlflowStoreGenerator.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowStoreGeneratorTest {

  @TempDir Path folder;

  @Test
  void fileStoresOfEqualSizeAreEqualByteForByte() throws IOException {
    new MlflowStoreGenerator(Format.FILES, folder.resolve("a"), 7).create(3);
    new MlflowStoreGenerator(Format.FILES, folder.resolve("b"), 7).create(3);
    assertThat(texts(folder.resolve("a"))).isEqualTo(texts(folder.resolve("b")));
  }

  @Test
  void aLongerHistoryBeginsWithTheShorterOne() throws IOException {
    new MlflowStoreGenerator(Format.FILES, folder.resolve("three"), 7).create(3);
    MlflowStoreGenerator grown = new MlflowStoreGenerator(Format.FILES, folder.resolve("two"), 7);
    grown.create(2);
    grown.add(2);
    assertThat(texts(folder.resolve("two"))).isEqualTo(texts(folder.resolve("three")));
  }

  @Test
  void aRunOfAFileStoreHasOneFileForEachFact() throws IOException {
    Path store = folder.resolve("mlruns");
    new MlflowStoreGenerator(Format.FILES, store, 7).create(1);
    Map<String, String> files = texts(store);
    assertThat(files.keySet().stream().filter(file -> file.contains("/params/"))).hasSize(20);
    assertThat(files.keySet().stream().filter(file -> file.contains("/tags/"))).hasSize(5);
    List<String> metrics =
        files.keySet().stream().filter(file -> file.contains("/metrics/")).toList();
    assertThat(metrics).hasSize(MlflowStoreGenerator.KEYS);
    assertThat(metrics)
        .allSatisfy(
            file ->
                assertThat(files.get(file).lines())
                    .hasSize(7)
                    .allMatch(MlflowStoreGeneratorTest::isPoint));
  }

  private static boolean isPoint(String line) {
    return line.matches("\\d{13} (nan|-?\\d[^ ]*) \\d+");
  }

  @Test
  void databaseHoldsEveryFactAndMarksNaN() throws IOException, SQLException {
    Path store = folder.resolve("mlflow.db");
    new MlflowStoreGenerator(Format.SQLITE, store, 70).create(40);
    assertThat(count(store, "runs")).isEqualTo(40);
    assertThat(count(store, "params")).isEqualTo(40 * 20);
    assertThat(count(store, "metrics")).isEqualTo(40 * 5 * 70);
    assertThat(count(store, "latest_metrics")).isEqualTo(40 * 5);
    assertThat(count(store, "metrics WHERE is_nan = 1")).isPositive();
    assertThat(count(store, "metrics WHERE is_nan = 1 AND value <> 0")).isZero();
    assertThat(count(store, "runs WHERE status = 'FAILED'"))
        .isEqualTo(count(store, "(SELECT DISTINCT run_uuid FROM metrics WHERE is_nan = 1)"));
  }

  @Test
  void anExistingStoreIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("mlflow.db"), "mine");
    assertThatThrownBy(
            () -> new MlflowStoreGenerator(Format.SQLITE, folder.resolve("mlflow.db"), 7).create(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exists already");
    assertThat(folder.resolve("mlflow.db")).hasContent("mine");
  }

  private static long count(Path store, String from) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM " + from)) {
      return result.getLong(1);
    }
  }

  private static Map<String, String> texts(Path root) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        texts.put(root.relativize(path).toString(), Files.readString(path, StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}
