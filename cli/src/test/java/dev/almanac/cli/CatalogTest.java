package dev.almanac.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalog that almanac.yaml names; PostgreSQL and a REST server are tried by .ci/catalogs. */
final class CatalogTest {

  @TempDir private Path folder;

  private CommandRun.Result almanac(String... arguments) {
    return CommandRun.in(folder).run(arguments);
  }

  private void configure(String catalog) throws IOException {
    Files.writeString(folder.resolve("almanac.yaml"), "warehouse: team\n" + catalog, UTF_8);
  }

  @Test
  void holdsTheTablesOfTheWarehouseThatTheFileNamesAndOfNoOther() throws IOException {
    SmallStore.in(folder.resolve("mlruns"), "p").run("a", "1").run("b", "2");
    Path database = folder.resolve("elsewhere.db");
    configure("catalog: {type: jdbc, uri: 'jdbc:sqlite:" + database + "'}\n");

    assertThat(almanac("sync", "mlruns", "--quiet").exitCode()).isZero();
    assertThat(almanac("sync", "mlruns", "--quiet", "--warehouse", "own").exitCode()).isZero();

    assertThat(database).isNotEmptyFile();
    assertThat(folder.resolve("team/catalog.db")).doesNotExist();
    assertThat(folder.resolve("own/catalog.db")).isNotEmptyFile();
    String count = "SELECT count(*) AS n FROM runs";
    assertThat(almanac("sql", count).out()).isEqualTo("n\n2\n");
    assertThat(almanac("sql", count, "--warehouse", "own").out()).isEqualTo("n\n2\n");
  }

  @Test
  void saysWhichSecretIsMissing() throws IOException {
    configure(
        "catalog: {type: jdbc, uri: 'jdbc:postgresql://127.0.0.1:1/d',"
            + " jdbc.password: '${env:ALMANAC_TEST_NO_SUCH_SECRET}'}\n");

    CommandRun.Result result = almanac("sql", "SELECT 1");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err())
        .isEqualTo(
            "almanac: Cannot get the secret ${env:ALMANAC_TEST_NO_SUCH_SECRET}: the environment"
                + " variable is not set.\n");
  }

  @Test
  void saysThatADatabaseIsNotThereWithoutItsPassword() throws IOException {
    configure(
        "catalog: {type: jdbc, uri: 'jdbc:postgresql://127.0.0.1:1/d', jdbc.user: u,"
            + " jdbc.password: pw55}\n");

    CommandRun.Result result = almanac("sql", "SELECT 1");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err())
        .startsWith("almanac: Cannot open the catalog of the warehouse ")
        .contains("Connection refused")
        .doesNotContain("pw55");
  }

  @Test
  void keepsAnAddressWithAPasswordToItself() throws IOException {
    configure("catalog: {type: jdbc, uri: 'jdbc:nosuch://db/d?password=pw55'}\n");

    CommandRun.Result result = almanac("sql", "SELECT 1");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("No suitable driver").doesNotContain("pw55");
  }

  @Test
  void saysWhatIsWrongWithItsDescription() throws IOException {
    configure("catalog: {type: hive}\n");

    CommandRun.Result result = almanac("sql", "SELECT 1");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .contains(
            "A catalog's type is jdbc (a database) or rest (a server).", "A catalog needs its uri");
  }
}
