package dev.almanac.cli.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.sql.SqlSession;
import dev.almanac.cli.warehouse.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac sql}: one query over the tables, or a shell. */
@Command(
    name = "sql",
    header = "Asks the warehouse in SQL (DuckDB's dialect); without a query, opens a shell.",
    description = {
      "",
      "Queries can only read the warehouse's tables. SHOW TABLES and DESCRIBE runs explain them.",
      "Text cells that a spreadsheet would take for a formula get an apostrophe in CSV."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac sql \"SHOW TABLES\"",
      "  almanac sql \"SELECT project, status, count(*) FROM runs GROUP BY ALL ORDER BY ALL\"",
      "  almanac sql -f best.sql --param project=digits --format csv --output best.csv",
      "  almanac sql --format parquet --output points.parquet \"SELECT * FROM metrics\"",
      "  echo \"SELECT 42\" | almanac sql"
    })
public final class SqlCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "QUERY", description = "One SQL query.")
  private @Nullable String query;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Read the query from a file; - is standard input.")
  private @Nullable String file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Otherwise table on a terminal and csv elsewhere.")
  private @Nullable Format format;

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = "Value of :NAME in the query; may be given several times.")
  private final Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the result to a file instead of standard output.")
  private @Nullable String output;

  @Option(names = "--timing", description = "Say on stderr how long the query took.")
  private boolean timing;

  private final Workplace workplace;

  /** Creates the command for a workplace. */
  public SqlCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    String sql = sql();
    long started = System.nanoTime();
    try (SqlSession session = Sessions.open(workplace)) {
      if (sql == null) {
        SqlShell.Greeting greeting =
            workplace.isQuiet() ? SqlShell.Greeting.LEFT_OUT : SqlShell.Greeting.SHOWN;
        new SqlShell(session, workplace.surroundings(), greeting).run();
        return ExitCode.OK;
      }
      long opened = System.nanoTime();
      ResultOutput target = new ResultOutput(workplace.surroundings(), format, output);
      long rows = target.write(session, sql, parameters);
      if (timing) {
        workplace
            .terminal()
            .notes()
            .printf(
                Locale.ROOT,
                "%,d rows in %.3f s, after %.3f s to open the warehouse%n",
                rows,
                seconds(opened, System.nanoTime()),
                seconds(started, opened));
      }
      if (target.looksEmpty()) {
        session.adviceOnNothingFound(sql).forEach(workplace::note);
      }
    }
    return ExitCode.OK;
  }

  /** Returns the query, or null if there is none and a person is there to type. */
  private @Nullable String sql() throws IOException {
    if (query != null && file != null) {
      throw CommandFailure.usage("Give either a query or --file, not both.");
    }
    boolean piped = query == null && file == null && !workplace.surroundings().terminal().isTyped();
    if (piped || "-".equals(file) || "-".equals(query)) {
      return new String(workplace.surroundings().terminal().in().readAllBytes(), UTF_8);
    }
    if (file != null) {
      Path path = workplace.surroundings().resolve(file);
      if (!Files.isReadable(path)) {
        throw CommandFailure.failed("Cannot read the query: no readable file " + path + ".");
      }
      return Files.readString(path, UTF_8);
    }
    return query;
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }
}
