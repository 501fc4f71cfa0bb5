package dev.almanac.ingest.logs.mapped;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Drafts a mapping by looking at files that no format knows: what {@code almanac sync --guess PATH}
 * prints. A draft is a beginning for a person to correct; it says what it is unsure of. Reads the
 * beginnings of some files and nothing else.
 */
public final class MappingDraft {

  private static final int MAX_FILES = 20_000;
  private static final int MAX_DEPTH = 12;

  private static final Set<String> TABLES =
      Set.of("csv", "tsv", "arff", "jsonl", "ndjson", "jl", "parquet");
  private static final Set<String> DOCUMENTS = Set.of("json", "yaml", "yml");

  private final Path place;
  private final Map<String, List<Path>> tables = new TreeMap<>();
  private final Map<String, List<Path>> documents = new TreeMap<>();

  private MappingDraft(Path place) {
    this.place = place.toAbsolutePath().normalize();
  }

  /**
   * Drafts for a file or a folder.
   *
   * @return the text of a {@code sources:} entry for {@code almanac.yaml}, with comments; empty if
   *     there are no tables to be mapped
   * @throws IOException if the place cannot be looked at
   */
  public static Optional<String> of(Path place) throws IOException {
    MappingDraft draft = new MappingDraft(place);
    draft.look();
    return draft.text();
  }

  private void look() throws IOException {
    int[] seen = {0};
    Files.walkFileTree(
        place,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (attributes.size() > 0 && TABLES.contains(extension)) {
              tables.computeIfAbsent(name, absent -> new ArrayList<>()).add(file);
            } else if (attributes.size() > 0 && DOCUMENTS.contains(extension)) {
              documents.computeIfAbsent(name, absent -> new ArrayList<>()).add(file);
            }
            return ++seen[0] > MAX_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private Optional<String> text() throws IOException {
    int most = tables.values().stream().mapToInt(List::size).max().orElse(0);
    List<Map.Entry<String, List<Path>>> byCount =
        new ArrayList<>(
            tables.entrySet().stream()
                .filter(entry -> 2 * entry.getValue().size() >= most)
                .toList());
    // Of tables that lie side by side the larger one says more.
    byCount.sort((one, other) -> Long.compare(size(other.getValue()), size(one.getValue())));
    for (Map.Entry<String, List<Path>> candidate : byCount) {
      Path file = candidate.getValue().get(0);
      TableSample sample = TableSample.of(file);
      if (sample != null && sample.hasNumbers()) {
        return Optional.of(text(file, sample));
      }
    }
    return Optional.empty();
  }

  private String text(Path file, TableSample sample) throws IOException {
    DraftText text = new DraftText(place.toString());
    DraftedRuns runs = new DraftedRuns(place, tables, documents, file, TableSample.columns(file));
    runs.describe(text);
    new DraftedColumns(sample, runs.isOneTable()).describe(text);
    return text.toString();
  }

  private static long size(List<Path> files) {
    long size = 0;
    for (Path file : files) {
      size += file.toFile().length();
    }
    return size;
  }
}
