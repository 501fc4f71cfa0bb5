package dev.almanac.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.cli.CommandRun;
import dev.almanac.cli.SmallStore;
import dev.almanac.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlCommandTest {

  /** Every trick that a name may try on a terminal, a page or a spreadsheet. */
  private static final String HOSTILE = "<script>\"'\n\u001b[31m\u202Eabc|`*";

  @TempDir private static Path folder;

  @BeforeAll
  static void syncOnce() {
    SmallStore.in(folder.resolve("mlruns"), "project")
        .run("plain", "0.1")
        .run("=1+1", "-0.5")
        .run(HOSTILE, "@SUM(A1)");
    assertThat(CommandRun.in(folder).run("sync", "mlruns").exitCode()).isZero();
  }

  private static CommandRun.Result sql(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "sql";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.in(folder).run(all);
  }

  @Test
  void answersInCsvWhereNobodyLooks() {
    CommandRun.Result result =
        sql("SELECT key, step, value FROM metrics ORDER BY run_key, step LIMIT 2");

    assertThat(result.out()).isEqualTo("key,step,value\nval_loss,0,0.5\nval_loss,1,0.25\n");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void answersWithATableOnATerminal() {
    CommandRun.Result result =
        CommandRun.in(folder).onTerminal(80, "out").run("sql", "SELECT 1 AS one, 'x' AS word");

    assertThat(result.out())
        .isEqualTo(
            """
            ┌─────────┬──────┐
            │     one │ word │
            │ integer │ text │
            ├─────────┼──────┤
            │       1 │ x    │
            └─────────┴──────┘
            1 row
            """);
  }

  @Test
  void formulasInTextsAreDisarmedInCsvAndNumbersAreNot() {
    CommandRun.Result result =
        sql(
            "SELECT r.name, p.value FROM runs r JOIN params p USING (run_key)"
                + " WHERE r.name <> 'plain' ORDER BY p.value DESC");

    assertThat(result.out()).contains(",'@SUM(A1)\n").contains("'=1+1,-0.5\n");
  }

  @Test
  void hostileNamesReachNoTerminal() {
    CommandRun.Result result =
        CommandRun.in(folder)
            .onTerminal(200, "out")
            .run("sql", "SELECT name FROM runs WHERE name LIKE '<script>%'");

    assertThat(result.out())
        .contains("<script>\"'\\n\\x1b[31m\\u202eabc|`*")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "tsv", "json", "jsonl", "markdown"})
  void noFormatSendsControlsToATerminal(String format) {
    CommandRun.Result result =
        CommandRun.in(folder)
            .onTerminal(80, "out")
            .run("sql", "--format", format, "SELECT name FROM runs WHERE name LIKE '<%'");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).doesNotContain("\u001b");
  }

  @Test
  void jsonLinesAreExact() throws IOException {
    CommandRun.Result result =
        sql(
            "--format",
            "jsonl",
            "SELECT name, NULL AS nothing, 'NaN'::DOUBLE AS nan FROM runs"
                + " WHERE name LIKE '<%'");

    JsonNode row = new ObjectMapper().readTree(result.out());
    assertThat(row.get("name").asText()).isEqualTo(HOSTILE);
    assertThat(row.get("nothing").isNull()).isTrue();
    assertThat(row.get("nan").asText()).isEqualTo("NaN");
  }

  @Test
  void nullDiffersFromEmptyText() {
    assertThat(sql("SELECT NULL AS a, '' AS b").out()).isEqualTo("a,b\n,\"\"\n");
    assertThat(sql("--format", "tsv", "SELECT NULL AS a, '' AS b").out())
        .isEqualTo("a\tb\n\\N\t\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT * FROM rnus | there is no table rnus. Did you mean runs?
          SELECT projct FROM runs | there is no column projct. Did you mean project
          SELECT r.sttus FROM runs r | there is no column sttus in r. Did you mean status
          SELECT step FROM runs | there is no column step. It is a column of metrics
          SELECT metrics.key FROM runs | table or alias metrics is not in the FROM clause
          SELECT medain(value) FROM metrics | Did you mean "median"?
          """)
  void misspeltNamesGetTheNearestOne(String query, String message) {
    CommandRun.Result result = sql(query);

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).startsWith("almanac: Cannot run the query: ").contains(message);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT * FROM metrics WHERE key = 'val_los' | There is no key 'val_los'. Did you mean val_loss?
          SELECT count(*) FROM metrics WHERE key = 'val_los' | Did you mean val_loss?
          SELECT * FROM params WHERE key IN ('learning_rat') | Did you mean learning_rate?
          SELECT * FROM runs WHERE project = 'projekt' | There is no project 'projekt'. Did you mean project?
          """)
  void unknownKeysInAQueryThatFindsNothingGetTheNearestOne(String query, String message) {
    CommandRun.Result result = sql(query);

    assertThat(result.exitCode()).isZero();
    assertThat(result.err().replace(" in the warehouse", "")).contains(message);
  }

  @Test
  void knownKeysThatFindNothingGetNoAdvice() {
    assertThat(sql("SELECT * FROM metrics WHERE key = 'val_loss' AND step = 99").err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY runs TO 'stolen.csv'",
        "WITH w AS (COPY runs TO 'stolen.csv') SELECT 1",
        "EXPLAIN ANALYZE COPY runs TO 'stolen.csv'",
        "ATTACH 'stolen.db'",
        "CREATE TABLE t AS SELECT 1",
        "DELETE FROM runs",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('almanac.yaml')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM '/etc/passwd'",
        "SET threads = 1",
        "INSTALL httpfs",
        "SELECT 1; SELECT 2"
      })
  void queriesCanOnlyReadTheTables(String query) throws IOException {
    Files.writeString(folder.resolve("almanac.yaml"), "zone: UTC\n");

    CommandRun.Result result = sql(query);

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out()).isEmpty();
    assertThat(folder.resolve("stolen.csv")).doesNotExist();
    assertThat(folder.resolve("stolen.db")).doesNotExist();
  }

  @Test
  void parametersAreValuesNotText() {
    CommandRun.Result result =
        sql(
            "SELECT name FROM runs WHERE name = :name OR duration_s > :seconds LIMIT 1",
            "--param",
            "name=x' OR '1'='1",
            "--param",
            "seconds=1000000");

    assertThat(result.out()).isEqualTo("name\n");
    assertThat(sql("SELECT 1 WHERE 'a' = :missing").err())
        .contains("no value for :missing. Add --param missing=VALUE.");
  }

  @Test
  void showTablesAndDescribeExplainThemselves() {
    assertThat(sql("show tables;").out())
        .startsWith("table,comment\n")
        .contains("runs,\"One row per run, whatever tracker logged it.\"\n")
        .contains("hp_importance,");
    assertThat(sql("DESCRIBE runs").out())
        .startsWith("column,type,comment\n")
        .contains("started_at,timestamp,\"When the run began, UTC.\"\n");
  }

  @Test
  void readsTheQueryFromAFileOrFromStandardInput() throws IOException {
    Files.writeString(folder.resolve("q.sql"), "SELECT 42 AS answer", UTF_8);

    assertThat(sql("-f", "q.sql").out()).isEqualTo("answer\n42\n");
    assertThat(CommandRun.in(folder).typing("SELECT 43 AS answer").run("sql").out())
        .isEqualTo("answer\n43\n");
    assertThat(sql("-f", "absent.sql"))
        .satisfies(
            result -> {
              assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
              assertThat(result.err()).contains("no readable file");
            });
  }

  @Test
  void aFileAppearsOnlyIfTheQuerySucceeds() {
    assertThat(sql("SELECT 1 AS one", "-o", "one.json").exitCode()).isZero();
    assertThat(folder.resolve("one.json")).hasContent("[\n {\"one\": 1}\n]\n");

    assertThat(sql("SELECT nothing", "-o", "two.json").exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(folder.resolve("two.json")).doesNotExist();
    assertThat(folder.resolve("two.json.part")).doesNotExist();
  }

  @Test
  void parquetAndArrowComeWhole() throws IOException {
    assertThat(sql("SELECT * FROM metrics", "-o", "points.parquet", "--timing").err())
        .contains("6 rows in ");
    assertThat(Files.readAllBytes(folder.resolve("points.parquet")))
        .startsWith("PAR1".getBytes(UTF_8));

    byte[] arrow = sql("SELECT * FROM metrics", "--format", "arrow").bytes();
    assertThat(ArrowRows.count(arrow)).isEqualTo(6);
  }

  @Test
  void bytesAreNotShownOnATerminal() {
    CommandRun.Result result =
        CommandRun.in(folder).onTerminal(80, "out").run("sql", "--format", "parquet", "SELECT 1");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("add --output FILE");
  }

  @Test
  void anAbsentWarehouseIsOneClearMessage(@TempDir Path empty) {
    CommandRun.Result result = CommandRun.in(empty).run("sql", "SELECT 1");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err())
        .startsWith("almanac: There is no warehouse in ")
        .contains("almanac sync");
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void theWarehouseMayBeNamedBeforeOrAfterTheCommandOrInTheEnvironment(@TempDir Path elsewhere) {
    String warehouse = folder.resolve("almanac-warehouse").toString();
    String query = "SELECT count(*) AS n FROM runs";

    assertThat(CommandRun.in(elsewhere).run("--warehouse", warehouse, "sql", query).out())
        .isEqualTo("n\n3\n");
    assertThat(CommandRun.in(elsewhere).run("sql", query, "--warehouse", warehouse).out())
        .isEqualTo("n\n3\n");
    assertThat(
            CommandRun.in(elsewhere).with("ALMANAC_WAREHOUSE", warehouse).run("sql", query).out())
        .isEqualTo("n\n3\n");
  }
}
