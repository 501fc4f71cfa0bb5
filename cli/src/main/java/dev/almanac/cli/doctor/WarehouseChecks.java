package dev.almanac.cli.doctor;

import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseException;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryException;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks of one warehouse. Reads it and writes nothing. */
public final class WarehouseChecks {

  /** A sync writes its files before it removes the old ones. */
  private static final long LEAST_SPACE = 2L << 30;

  private static final SqlScript STATE =
      SqlScript.resource(WarehouseChecks.class, "warehouse_state.sql");

  private final Path folder;
  private final Supplier<Warehouse> opener;

  /**
   * Creates the checks.
   *
   * @param folder where the warehouse is or will be
   * @param opener opens it for reading
   */
  public WarehouseChecks(Path folder, Supplier<Warehouse> opener) {
    this.folder = folder;
    this.opener = opener;
  }

  /** Runs all of them. */
  public List<Check> all() {
    List<Check> checks = new ArrayList<>();
    try (Warehouse warehouse = opener.get()) {
      Optional<WarehouseSnapshot> snapshot = warehouse.current();
      if (snapshot.isEmpty()) {
        checks.add(
            Check.warning("warehouse", folder + " is empty", "Fill it with: almanac sync PATH"));
      } else {
        checks.add(state(warehouse, snapshot.get()));
        checks.add(quarantine(warehouse, snapshot.get()));
      }
    } catch (WarehouseException | QueryException exception) {
      checks.add(unusable(exception));
    }
    checks.add(space());
    return checks;
  }

  private Check state(Warehouse warehouse, WarehouseSnapshot snapshot) {
    return Check.ok(
        "warehouse",
        String.format(
            Locale.ROOT,
            "%s: %,d runs, snapshot %d of %s",
            folder,
            count(warehouse, snapshot, "runs"),
            snapshot.id(),
            snapshot.committedAt()));
  }

  private static Check quarantine(Warehouse warehouse, WarehouseSnapshot snapshot) {
    long problems = count(warehouse, snapshot, "problems");
    return problems == 0
        ? Check.ok("quarantine", "empty")
        : Check.warning(
            "quarantine",
            problems + " places could not be read as they stand",
            "Look at them: almanac sql \"SELECT * FROM quarantine\"");
  }

  private static long count(Warehouse warehouse, WarehouseSnapshot snapshot, String column) {
    try (QueryEngine engine = warehouse.engine(snapshot);
        QueryRows rows = engine.query(STATE, Map.of())) {
      rows.next();
      return rows.integer(rows.indexOf(column));
    }
  }

  private Check unusable(RuntimeException exception) {
    boolean absent =
        exception instanceof WarehouseException warehouse
            && warehouse.reason() == WarehouseException.Reason.ABSENT;
    return absent
        ? Check.warning(
            "warehouse", "there is none in " + folder, "Make one with: almanac sync PATH")
        : Check.failed(
            "warehouse",
            String.valueOf(exception.getMessage()),
            "Correct what the message says, or name another with --warehouse.");
  }

  private Check space() {
    Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String finding = String.format(Locale.ROOT, "%,d MiB free at %s", free >> 20, existing);
      if (!Files.isWritable(existing)) {
        return Check.failed(
            "disk", existing + " is read-only", "Make it writable, or name another --warehouse.");
      }
      return free >= LEAST_SPACE
          ? Check.ok("disk", finding)
          : Check.warning("disk", finding, "Make room: a sync of a large source needs 2 GiB.");
    } catch (IOException exception) {
      return Check.failed("disk", "cannot look at " + existing + ": " + exception, "");
    }
  }
}
