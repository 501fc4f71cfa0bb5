package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.database.Row;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** The tables of a SQL store, whichever database holds them. */
interface SqlRows {

  /** Takes in rows. */
  interface Visitor {
    /** Takes in one row. */
    void row(Row row);
  }

  /** Visits all rows of the query of a name; those of tables have the table's name. */
  void all(String query, Visitor visitor) throws IOException;

  /** Visits those rows of a table that belong to some runs. */
  void ofRuns(String table, Collection<String> runIds, Visitor visitor) throws IOException;

  /** Returns the number of points by run; runs without points are absent. */
  Map<String, Long> pointCounts(SqlTables tables) throws IOException;
}
