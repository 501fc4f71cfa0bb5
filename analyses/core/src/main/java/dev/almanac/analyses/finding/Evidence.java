package dev.almanac.analyses.finding;

import static java.util.Objects.requireNonNull;

/**
 * The rows that a claim rests on: {@code SELECT * FROM table WHERE condition}.
 *
 * @param table a table of the warehouse
 * @param condition SQL that chooses its rows
 */
record Evidence(String table, String condition) {

  Evidence {
    requireNonNull(table, "table is null");
    requireNonNull(condition, "condition is null");
  }

  /** Returns rows in which a column has a value. */
  static Evidence rows(String table, String column, String value) {
    return new Evidence(table, column + " = " + quoted(value));
  }

  /** Returns the rows of a table of the sensitivity analysis of a project's primary metric. */
  static Evidence ofModel(String table, ProjectFacts facts) {
    return new Evidence(
        table,
        "analysis_id IN (SELECT analysis_id FROM analysis WHERE kind = 'sensitivity' AND project = "
            + quoted(facts.project())
            + " AND metric_key = "
            + quoted(String.valueOf(facts.metricKey()))
            + ")");
  }

  /** Narrows it to rows in which one more column has a value. */
  Evidence and(String column, String value) {
    return new Evidence(table, condition + " AND " + column + " = " + quoted(value));
  }

  /** Narrows it to rows of runs, or rows, that began in a span. */
  Evidence startedIn(Span span) {
    return new Evidence(
        table,
        condition
            + " AND started_at >= TIMESTAMP WITH TIME ZONE '"
            + span.start()
            + "' AND started_at < TIMESTAMP WITH TIME ZONE '"
            + span.end()
            + "'");
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
