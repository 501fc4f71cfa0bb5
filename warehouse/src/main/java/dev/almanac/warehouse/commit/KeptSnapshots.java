package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.WarehouseException;
import dev.almanac.warehouse.WarehouseException.Reason;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.schema.RunTables;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;

/**
 * Snapshots that do not expire because someone named them: an Iceberg tag on {@code runs}. What it
 * pins of the other tables is kept with it.
 */
public final class KeptSnapshots {

  private static final String PREFIX = "keep-";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  private final WarehouseCatalog catalog;

  /** Creates it for a catalog; to be used under the writer's lock. */
  public KeptSnapshots(WarehouseCatalog catalog) {
    this.catalog = catalog;
  }

  /** Keeps a snapshot under a name, in place of the one that had the name before. */
  public void keep(WarehouseSnapshot snapshot, String name) {
    Table runs = runs();
    if (runs.snapshot(snapshot.id()) == null) {
      throw new WarehouseException(
          Reason.NO_SNAPSHOT, "Cannot keep snapshot " + snapshot.id() + ": it has expired.", null);
    }
    String tag = tag(name);
    if (runs.refs().containsKey(tag)) {
      runs.manageSnapshots().replaceTag(tag, snapshot.id()).commit();
    } else {
      runs.manageSnapshots().createTag(tag, snapshot.id()).commit();
    }
  }

  /** Lets go of a snapshot. */
  public void release(String name) {
    Table runs = runs();
    String tag = tag(name);
    if (runs.refs().containsKey(tag)) {
      runs.manageSnapshots().removeTag(tag).commit();
    }
  }

  /** Returns the ids of all snapshots that are kept under some name. */
  public Set<Long> ids() {
    return runs().refs().entrySet().stream()
        .filter(ref -> ref.getKey().startsWith(PREFIX))
        .map(ref -> ref.getValue().snapshotId())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Table runs() {
    return catalog.load(RunTables.RUNS.name()).orElseThrow();
  }

  private static String tag(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a name for a snapshot: " + name);
    }
    return PREFIX + name;
  }
}
