package dev.almanac.cli.shell;

import static java.util.Objects.requireNonNull;

import dev.almanac.cli.sql.SqlSession;
import dev.almanac.cli.terminal.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The interactive shell: history, statements over several lines, completion, Ctrl-C. */
public final class SqlShell {

  private static final String PROMPT = "almanac> ";
  private static final String CONTINUED = "    ...> ";

  private final SqlSession session;
  private final Surroundings surroundings;
  private final Greeting greeting;

  /** Whether the shell says what it is. */
  public enum Greeting {
    /** A line of help first. */
    SHOWN,
    /** Straight to the prompt. */
    LEFT_OUT
  }

  /** Creates a shell over an open session, which stays the caller's to close. */
  public SqlShell(SqlSession session, Surroundings surroundings, Greeting greeting) {
    this.session = requireNonNull(session, "session is null");
    this.surroundings = requireNonNull(surroundings, "surroundings is null");
    this.greeting = requireNonNull(greeting, "greeting is null");
  }

  /** Reads and answers until the user leaves. */
  public void run() throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().name("almanac").system(true).build()) {
      terminal.handle(Terminal.Signal.INT, signal -> session.cancel());
      LineReader reader = reader(terminal);
      ShellInterpreter interpreter =
          new ShellInterpreter(
              session,
              surroundings.terminal().data(),
              surroundings.terminal().notes(),
              terminal::getWidth);
      if (greeting == Greeting.SHOWN) {
        surroundings
            .terminal()
            .notes()
            .println("DuckDB SQL over the warehouse, read-only. .tables lists it, .help helps.");
      }
      loop(reader, interpreter);
    }
  }

  private static void loop(LineReader reader, ShellInterpreter interpreter) throws IOException {
    boolean more = true;
    while (more) {
      try {
        more = interpreter.accept(reader.readLine(PROMPT));
      } catch (UserInterruptException clearedLine) {
        more = true;
      } catch (EndOfFileException left) {
        more = false;
      }
    }
  }

  private LineReader reader(Terminal terminal) throws IOException {
    LineReader reader =
        LineReaderBuilder.builder()
            .appName("almanac")
            .terminal(terminal)
            .parser(new WholeStatements())
            .completer(new NameCompleter(session))
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    Path history = history();
    Files.createDirectories(requireNonNull(history.getParent()));
    reader.setVariable(LineReader.HISTORY_FILE, history);
    return reader;
  }

  /** Returns where the history is kept, as the XDG base directory specification says. */
  private Path history() {
    String state = surroundings.environment().getOrDefault("XDG_STATE_HOME", "");
    Path base =
        state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("almanac").resolve("sql_history");
  }

  /** Asks for another line until a statement is whole. */
  private static final class WholeStatements implements Parser {
    private final DefaultParser words = new DefaultParser();

    WholeStatements() {
      words.setEscapeChars(new char[0]);
      words.setQuoteChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE && !Statement.isComplete(line)) {
        throw new EOFError(-1, cursor, "The statement goes on");
      }
      return words.parse(line, cursor, context);
    }
  }
}
