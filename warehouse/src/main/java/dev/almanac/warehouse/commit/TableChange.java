package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;

/**
 * The files that come to a table and the ones that go, in one commit.
 *
 * @param table the table
 * @param added files to add
 * @param removed files to drop
 */
public record TableChange(TableSpec table, List<DataFile> added, List<DataFile> removed) {

  /** Copies the lists. */
  public TableChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  /** Tells whether nothing comes and nothing goes. */
  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty();
  }

  /** Returns both changes as one. */
  public TableChange plus(TableChange other) {
    List<DataFile> allAdded = new ArrayList<>(added);
    allAdded.addAll(other.added);
    List<DataFile> allRemoved = new ArrayList<>(removed);
    allRemoved.addAll(other.removed);
    return new TableChange(table, allAdded, allRemoved);
  }
}
