package dev.almanac.ingest.neptune;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.source.FileTimes;
import dev.almanac.ingest.read.source.Fingerprint;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;

/** Finds everything of Neptune's below a place. Symbolic links are not followed. */
final class PlaceFiles {

  /** Side files of SQLite: a change may be in the log alone. */
  private static final String WAL = "-wal";

  private final Set<Path> claimed;
  private final Map<String, SortedMap<Integer, Path>> exports = new TreeMap<>();
  private final Set<Path> logFolders = new TreeSet<>();
  private final List<Path> databases = new ArrayList<>();
  private final List<Path> goodSeed = new ArrayList<>();
  private final List<Path> errorReports = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Fingerprint stamp = new Fingerprint();

  private PlaceFiles(Set<Path> claimed) {
    this.claimed = claimed;
  }

  /**
   * Walks through a place.
   *
   * @param place a folder
   * @param claimed folders that belong to others
   */
  static PlaceFiles walk(Path place, Set<Path> claimed) throws IOException {
    PlaceFiles found = new PlaceFiles(claimed);
    Files.walkFileTree(place, found.new Visitor(place));
    found.databases.sort(null);
    found.goodSeed.sort(null);
    found.errorReports.sort(null);
    return found;
  }

  /** Returns exported runs: their parts by number, by the common beginning of their paths. */
  Map<String, SortedMap<Integer, Path>> exports() {
    return exports;
  }

  /** Returns folders with logs of the 2.x client. */
  Set<Path> logFolders() {
    return logFolders;
  }

  /** Returns databases of the 3.x client. */
  List<Path> databases() {
    return databases;
  }

  /** Returns databases of GoodSeed. */
  List<Path> goodSeed() {
    return goodSeed;
  }

  /** Returns the exporter's reports of errors. */
  List<Path> errorReports() {
    return errorReports;
  }

  /** Returns folders that could not be listed. */
  List<Problem> problems() {
    return problems;
  }

  /** Returns a stamp of sizes and times of all files that matter. */
  String stamp() {
    return stamp.text();
  }

  /** Tells whether a name is that of a GoodSeed database, without looking into it. */
  static boolean mayBeGoodSeed(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return String.valueOf(file.getFileName()).endsWith(GoodSeedRun.SUFFIX)
        && folder != null
        && String.valueOf(folder.getFileName()).equals("runs");
  }

  private final class Visitor extends SimpleFileVisitor<Path> {

    private final Path place;

    private Visitor(Path place) {
      this.place = place;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return claimed.contains(folder.toAbsolutePath().normalize())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!attributes.isRegularFile()) {
        return FileVisitResult.CONTINUE;
      }
      String name = String.valueOf(file.getFileName());
      Matcher part = ExportedRun.PART_NAME.matcher(name);
      boolean ours = true;
      if (part.matches()) {
        exports
            .computeIfAbsent(file.resolveSibling(part.group(1)).toString(), key -> new TreeMap<>())
            .put(Integer.valueOf(part.group(2)), file);
      } else if (OperationLog.LOG_NAME.matcher(name).matches() && isLogFolder(file)) {
        logFolders.add(
            java.util.Objects.requireNonNull(file.getParent(), "a log lies in a folder"));
      } else if (name.equals(OperationDatabase.FILE_NAME)) {
        databases.add(file);
      } else if (mayBeGoodSeed(file) && GoodSeedRun.isOne(file)) {
        goodSeed.add(file);
      } else if (name.endsWith(ExportError.SUFFIX)) {
        errorReports.add(file);
      } else {
        ours = isBeside(name) || isContent(file);
      }
      if (ours) {
        stamp.row(
            place.relativize(file).toString(),
            String.valueOf(attributes.fileKey()),
            attributes.size(),
            FileTimes.nanos(attributes));
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean isLogFolder(Path log) {
      return NeptuneSourceFactory.isLogFolder(
          java.util.Objects.requireNonNull(log.getParent(), "a log lies in a folder"));
    }

    private boolean isBeside(String name) {
      return name.equals(OperationLog.METADATA)
          || name.equals("last_ack_version")
          || name.endsWith(WAL);
    }

    private boolean isContent(Path file) {
      for (Path each : place.relativize(file)) {
        String name = each.toString();
        if (name.equals("files")
            || name.equals("model_files")
            || name.equals(".neptune")
            || name.equals("upload_path")) {
          return true;
        }
      }
      return false;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) {
      problems.add(
          new Problem(
              Problem.Kind.CORRUPT,
              null,
              place.relativize(file).toString(),
              -1,
              "it cannot be looked at; check its permissions",
              null));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException failed) {
      return FileVisitResult.CONTINUE;
    }
  }
}
