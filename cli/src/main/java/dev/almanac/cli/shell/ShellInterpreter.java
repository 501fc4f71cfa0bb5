package dev.almanac.cli.shell;

import static java.util.Objects.requireNonNull;

import dev.almanac.cli.output.Format;
import dev.almanac.cli.output.ResultWriter;
import dev.almanac.cli.sql.SqlFailure;
import dev.almanac.cli.sql.SqlSession;
import dev.almanac.cli.suggest.NearestName;
import dev.almanac.warehouse.schema.TableSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;

/** What the shell does with a statement or a dot command, apart from the typing. */
final class ShellInterpreter {

  private static final String HELP =
      """
      .tables            the tables, with what they hold
      .schema [TABLE]    the columns of a table, or of all
      .mode [FORMAT]     table, csv, tsv, json, jsonl or markdown
      .param [NAME VALUE]  value of :NAME in queries; without words, all of them
      .timer on|off      say how long queries take
      .help              this
      .quit              leave (so does Ctrl-D)
      Queries end with a semicolon and may span lines. Ctrl-C cancels a query or clears the line.
      """;

  private static final List<String> COMMANDS =
      List.of(".tables", ".schema", ".mode", ".param", ".timer", ".help", ".quit", ".exit");

  private final SqlSession session;
  private final OutputStream data;
  private final PrintStream notes;
  private final IntSupplier width;
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private Format format = Format.TABLE;
  private boolean timer = true;

  ShellInterpreter(SqlSession session, OutputStream data, PrintStream notes, IntSupplier width) {
    this.session = requireNonNull(session, "session is null");
    this.data = requireNonNull(data, "data is null");
    this.notes = requireNonNull(notes, "notes is null");
    this.width = requireNonNull(width, "width is null");
  }

  /** Does what was typed; false if the user wants to leave. */
  boolean accept(String typed) throws IOException {
    String statement = typed.strip();
    if (statement.isEmpty()) {
      return true;
    }
    if (statement.startsWith(".")) {
      return command(List.of(statement.split("\\s+", -1)));
    }
    query(statement);
    return true;
  }

  static List<String> commands() {
    return COMMANDS;
  }

  private boolean command(List<String> words) throws IOException {
    String argument = words.size() > 1 ? words.get(1) : "";
    switch (words.get(0)) {
      case ".quit", ".exit" -> {
        return false;
      }
      case ".help" -> notes.print(HELP);
      case ".tables" -> query("SHOW TABLES");
      case ".schema" -> schema(argument);
      case ".mode" -> mode(argument);
      case ".param" -> param(words);
      case ".timer" -> timer(argument);
      default ->
          notes.println(
              "There is no command "
                  + words.get(0)
                  + "."
                  + NearestName.hint(words.get(0), COMMANDS)
                  + " Try .help.");
    }
    return true;
  }

  private void schema(String table) throws IOException {
    if (!table.isEmpty()) {
      query("DESCRIBE " + table);
      return;
    }
    for (TableSpec spec : session.vocabulary().tables()) {
      notes.println(spec.name() + ": " + spec.comment());
      query("DESCRIBE " + spec.name());
    }
  }

  private void mode(String name) {
    List<String> names =
        Arrays.stream(Format.values())
            .filter(one -> !one.isBinary())
            .map(Format::toString)
            .toList();
    if (names.contains(name)) {
      format = Format.valueOf(name.toUpperCase(Locale.ROOT));
    } else {
      notes.println("The mode is " + format + "; there are " + String.join(", ", names) + ".");
    }
  }

  private void param(List<String> words) {
    if (words.size() > 2) {
      parameters.put(words.get(1), String.join(" ", words.subList(2, words.size())));
    }
    parameters.forEach((name, value) -> notes.println(":" + name + " = " + value));
  }

  private void timer(String word) {
    timer = !word.equals("off");
    notes.println("The timer is " + (timer ? "on." : "off."));
  }

  private void query(String sql) throws IOException {
    long started = System.nanoTime();
    long[] rows = new long[1];
    try {
      session.run(
          sql,
          parameters,
          result -> rows[0] = ResultWriter.write(format, result, data, width.getAsInt()));
      if (timer) {
        notes.printf(Locale.ROOT, "%.3f s%n", (System.nanoTime() - started) / 1e9);
      }
      if (rows[0] == 0) {
        session.adviceOnNothingFound(sql).forEach(notes::println);
      }
    } catch (SqlFailure failure) {
      notes.println(failure.getMessage());
    }
  }
}
