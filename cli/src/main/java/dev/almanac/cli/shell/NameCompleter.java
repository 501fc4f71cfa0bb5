package dev.almanac.cli.shell;

import dev.almanac.cli.sql.SqlSession;
import dev.almanac.warehouse.schema.ColumnSpec;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes tables, columns, functions and keywords, each with what it is. */
final class NameCompleter implements Completer {

  private static final String FUNCTIONS =
      "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_name SIMILAR TO"
          + " '[a-z][a-z0-9_]*'";
  private static final String KEYWORDS = "SELECT DISTINCT keyword_name FROM duckdb_keywords()";

  private final Map<String, String> names = new TreeMap<>();

  NameCompleter(SqlSession session) {
    session.names(KEYWORDS).forEach(word -> names.put(word.toUpperCase(Locale.ROOT), "keyword"));
    session.names(FUNCTIONS).forEach(function -> names.put(function + "(", "function"));
    for (TableSpec table : session.vocabulary().tables()) {
      for (ColumnSpec column : table.columns()) {
        names.put(column.name(), "column");
      }
    }
    session.vocabulary().tableNames().forEach(table -> names.put(table, "table"));
    ShellInterpreter.commands().forEach(command -> names.put(command, "command"));
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String typed = line.word().substring(0, line.wordCursor());
    candidates.addAll(matching(typed));
  }

  /** Returns the names that begin with what was typed, whatever its case. */
  List<Candidate> matching(String typed) {
    int dot = typed.lastIndexOf('.');
    String before = dot > 0 ? typed.substring(0, dot + 1) : "";
    String begun = typed.substring(before.length()).toLowerCase(Locale.ROOT);
    List<Candidate> found = new ArrayList<>();
    names.forEach(
        (name, what) -> {
          if (name.toLowerCase(Locale.ROOT).startsWith(begun)) {
            found.add(new Candidate(before + name, name, null, what, null, null, false));
          }
        });
    return found;
  }
}
