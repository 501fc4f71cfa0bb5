package dev.almanac.warehouse.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** Lists the data files of a table at a snapshot. */
public final class TableFiles {

  private TableFiles() {}

  /**
   * Returns the files that hold the rows of a snapshot, oldest manifest first.
   *
   * @param pin id of the snapshot, or null for a table without rows
   * @throws IllegalArgumentException if the table has no such snapshot
   */
  public static List<DataFile> at(Table table, @Nullable Long pin) {
    if (pin == null) {
      return List.of();
    }
    Snapshot snapshot = table.snapshot(pin);
    if (snapshot == null) {
      throw new IllegalArgumentException("No snapshot " + pin + " in " + table.name());
    }
    List<DataFile> files = new ArrayList<>();
    for (ManifestFile manifest : snapshot.dataManifests(table.io())) {
      try (ManifestReader<DataFile> reader =
          ManifestFiles.read(manifest, table.io(), table.specs())) {
        reader.forEach(file -> files.add(file.copy()));
      } catch (IOException exception) {
        throw new UncheckedIOException("Cannot read " + manifest.path(), exception);
      }
    }
    return files;
  }
}
