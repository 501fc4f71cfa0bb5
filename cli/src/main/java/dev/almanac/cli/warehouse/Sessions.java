package dev.almanac.cli.warehouse;

import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.sql.SqlSession;
import dev.almanac.cli.sql.Vocabulary;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.query.UserLimits;

/** Opens the warehouse for users' queries. */
public final class Sessions {

  private Sessions() {}

  /** Opens the newest snapshot within the limits that users' queries have. */
  public static SqlSession open(Workplace workplace) {
    try (Warehouse warehouse = Warehouses.open(workplace)) {
      return new SqlSession(
          warehouse.engine(Warehouses.newest(warehouse), UserLimits.interactive()).connection(),
          new Vocabulary(warehouse.tables()));
    }
  }
}
