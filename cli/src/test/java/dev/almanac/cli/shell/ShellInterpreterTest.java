package dev.almanac.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.sql.SqlSession;
import dev.almanac.cli.sql.Vocabulary;
import dev.almanac.warehouse.schema.RunTables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ShellInterpreterTest {

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private SqlSession session;
  private ShellInterpreter shell;

  @BeforeEach
  void open() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE runs AS SELECT 'a' AS run_key, 'p' AS project");
    }
    session = new SqlSession(connection, new Vocabulary(List.of(RunTables.RUNS)));
    shell = new ShellInterpreter(session, data, new PrintStream(notes, true, UTF_8), () -> 80);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private String answer(String typed) throws IOException {
    data.reset();
    notes.reset();
    assertThat(shell.accept(typed)).isTrue();
    return data.toString(UTF_8) + notes.toString(UTF_8);
  }

  @Test
  void queriesAreAnsweredAndTimed() throws IOException {
    assertThat(answer("SELECT project\nFROM runs;")).contains("│ p       │").contains(" s\n");

    answer(".timer off");
    assertThat(answer("SELECT 1;")).doesNotContain(" s\n");
  }

  @Test
  void errorsLeaveTheShellOpen() throws IOException {
    assertThat(answer("SELECT * FROM rnus;")).contains("Did you mean runs?");
    assertThat(answer("DROP TABLE runs;")).contains("Only one reading statement");
    assertThat(answer("SELECT count(*) FROM runs;")).contains("1 row");
  }

  @Test
  void theModeChangesTheFormat() throws IOException {
    answer(".mode csv");

    assertThat(answer("SELECT 1 AS one;")).startsWith("one\n1\n");
    assertThat(answer(".mode parquet")).contains("The mode is csv; there are table, csv, tsv");
  }

  @Test
  void parametersAreKept() throws IOException {
    answer(".mode csv");
    answer(".param who it's me");

    assertThat(answer("SELECT :who AS who;")).startsWith("who\nit's me\n");
    assertThat(answer(".param")).contains(":who = it's me");
  }

  @Test
  void tablesAndSchemaShowComments() throws IOException {
    assertThat(answer(".tables")).contains("One row per run");
    assertThat(answer(".schema runs")).contains("started_at").contains("When the run began");
    assertThat(answer(".schema")).contains("runs: One row per run");
  }

  @Test
  void unknownCommandsGetTheNearest() throws IOException {
    assertThat(answer(".tabels")).contains("Did you mean .tables?");
    assertThat(answer(".help")).contains(".quit").contains("Ctrl-C");
  }

  @Test
  void quitLeaves() throws IOException {
    assertThat(shell.accept(".quit")).isFalse();
    assertThat(shell.accept("")).isTrue();
  }

  @Test
  void aCancelledQueryEndsAndTheNextOneRuns() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    Thread canceller =
        new Thread(
            () -> {
              started.countDown();
              while (!Thread.currentThread().isInterrupted()) {
                session.cancel();
                Thread.onSpinWait();
              }
            });
    canceller.start();
    started.await();

    String cancelled =
        answer("SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b;");
    canceller.interrupt();
    canceller.join();

    assertThat(cancelled).contains("Cannot run the query").contains("nterrupt");
    assertThat(answer("SELECT 42 AS answer;")).contains("42");
  }

  @Test
  void namesAreCompletedWithWhatTheyAre() {
    NameCompleter completer = new NameCompleter(session);

    assertThat(completer.matching("run"))
        .extracting(Candidate::value)
        .contains("runs", "run_key", "run_id");
    assertThat(completer.matching("r.proj"))
        .extracting(Candidate::value)
        .contains("r.project", "r.project_id");
    assertThat(completer.matching("medi")).extracting(Candidate::value).contains("median(");
    assertThat(completer.matching("sel")).extracting(Candidate::value).contains("SELECT");
    assertThat(completer.matching(".ta")).extracting(Candidate::value).containsExactly(".tables");
  }
}
