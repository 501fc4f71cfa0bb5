package dev.almanac.ingest.optuna;

import dev.almanac.ingest.read.database.DatabaseAddress;
import dev.almanac.ingest.read.database.DatabaseSession;
import java.io.IOException;
import java.util.List;

/** The tables of a database on a PostgreSQL, MySQL or MariaDB server. */
final class ServerStudyTables implements StudyTables {

  private final DatabaseSession session;

  ServerStudyTables(DatabaseSession session) {
    this.session = session;
  }

  @Override
  public String tableQuery() {
    return session.address().engine() == DatabaseAddress.Engine.POSTGRESQL
        ? "tables_of_postgresql"
        : "tables_of_mysql";
  }

  @Override
  public void query(String query, List<Long> parameters, Visitor visitor) throws IOException {
    session.query(SqlText.of(query), parameters, visitor::row);
  }

  @Override
  public void close() throws IOException {
    session.close();
  }
}
