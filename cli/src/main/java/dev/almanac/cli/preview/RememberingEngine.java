package dev.almanac.cli.preview;

import static java.util.Objects.requireNonNull;

import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what queries answered: over one snapshot the same query always has the same answer, so
 * that of a report only the changed SQL runs again. Errors are not remembered. Used by one thread.
 */
public final class RememberingEngine implements QueryEngine {

  /** Beyond what a section may have; the renderer refuses a longer answer in any case. */
  private static final int MOST_ROWS = 50_001;

  private static final int MOST_ANSWERS = 300;

  private final QueryEngine engine;
  private final Map<Question, Answer> answers = new Recent();

  /** Takes over an engine and closes it in the end. */
  public RememberingEngine(QueryEngine engine) {
    this.engine = requireNonNull(engine, "engine is null");
  }

  private record Question(String text, Map<String, @Nullable Object> parameters) {}

  /** Rows of an answer. */
  record Answer(List<QueryRows.Column> columns, List<@Nullable Object[]> rows) {}

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public QueryRows query(SqlScript script, Map<String, ? extends @Nullable Object> parameters) {
    return remembered(script, parameters, () -> engine.query(script, parameters));
  }

  @Override
  public QueryRows query(
      SqlScript script, Map<String, ? extends @Nullable Object> parameters, Duration limit) {
    return remembered(script, parameters, () -> engine.query(script, parameters, limit));
  }

  private QueryRows remembered(
      SqlScript script, Map<String, ? extends @Nullable Object> parameters, Asking asking) {
    Question question =
        new Question(script.text(), Collections.unmodifiableMap(new HashMap<>(parameters)));
    Answer answer = answers.get(question);
    if (answer == null) {
      try (QueryRows rows = asking.ask()) {
        answer = read(rows);
      }
      answers.put(question, answer);
    }
    return new RememberedRows(answer);
  }

  private static Answer read(QueryRows rows) {
    List<QueryRows.Column> columns = rows.columns();
    List<@Nullable Object[]> all = new ArrayList<>();
    while (all.size() < MOST_ROWS && rows.next()) {
      @Nullable Object[] row = new @Nullable Object[columns.size()];
      for (int column = 0; column < row.length; column++) {
        row[column] = rows.value(column);
      }
      all.add(row);
    }
    return new Answer(columns, all);
  }

  @Override
  public QueryEngine another() {
    return engine.another();
  }

  @Override
  public void close() {
    engine.close();
  }

  private interface Asking {
    QueryRows ask();
  }

  /** Forgets what was longest not asked for. */
  private static final class Recent extends LinkedHashMap<Question, Answer> {

    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
      return size() > MOST_ANSWERS;
    }
  }
}
