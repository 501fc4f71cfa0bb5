package dev.almanac.warehouse.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;

/**
 * Files in a table's folders that none of its snapshots knows. Looked for only under the writer's
 * lock, when nobody can be about to commit them.
 */
final class Orphans {

  private final Table table;
  private final Function<String, Path> paths;
  private final Set<Path> known = new HashSet<>();

  Orphans(Table table, Function<String, Path> paths) {
    this.table = table;
    this.paths = paths;
  }

  void delete() throws IOException {
    know();
    Path folder = paths.apply(table.location());
    for (String name : List.of("data", "metadata")) {
      deleteUnknown(folder.resolve(name));
    }
  }

  private void know() throws IOException {
    TableMetadata metadata = ((HasTableOperations) table).operations().current();
    add(metadata.metadataFileLocation());
    metadata.previousFiles().forEach(previous -> add(previous.file()));
    for (Snapshot snapshot : table.snapshots()) {
      add(snapshot.manifestListLocation());
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        if (known.add(paths.apply(manifest.path()))) {
          addFiles(manifest);
        }
      }
    }
  }

  /** Adds the files of a manifest, those that it says were deleted by its snapshot not. */
  private void addFiles(ManifestFile manifest) throws IOException {
    try (ManifestReader<DataFile> reader =
        ManifestFiles.read(manifest, table.io(), table.specs())) {
      reader.forEach(file -> add(file.location()));
    }
  }

  private void add(String location) {
    known.add(paths.apply(location));
  }

  private void deleteUnknown(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> unknown;
    try (Stream<Path> files = Files.list(folder)) {
      unknown = files.filter(file -> !known.contains(file)).toList();
    }
    for (Path file : unknown) {
      Files.deleteIfExists(file);
    }
  }
}
