package dev.almanac.ingest.optuna;

import dev.almanac.ingest.read.database.Row;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tables of one Optuna database, in one read-only transaction. */
interface StudyTables extends Closeable {

  /** Takes in one row. */
  @FunctionalInterface
  interface Visitor {
    /** Takes in one row. */
    void row(Row row) throws IOException;
  }

  /** Returns the name of the query that lists the tables. */
  String tableQuery();

  /**
   * Visits the rows of a query.
   *
   * @param query name of a {@code .sql} file
   * @param parameters whole numbers
   */
  void query(String query, List<Long> parameters, Visitor visitor) throws IOException;

  /** Makes sure that everything read was of one moment; call it at the end. */
  default void checkUnchanged() throws IOException {}

  /** Returns the names of the tables, lower case. */
  default Set<String> names() throws IOException {
    Set<String> names = new HashSet<>();
    query(
        tableQuery(),
        List.of(),
        row -> names.add(String.valueOf(row.text("table_name")).toLowerCase(Locale.ROOT)));
    return names;
  }

  /** Tells whether tables are those of Optuna: other tools have studies or trials too. */
  static boolean areOptunas(Set<String> names) {
    return names.containsAll(
        Set.of("studies", "trials", "trial_params", "version_info", "study_system_attributes"));
  }
}
