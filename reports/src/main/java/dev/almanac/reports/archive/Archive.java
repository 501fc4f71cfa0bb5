package dev.almanac.reports.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.reports.param.ReportParams;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of rendered reports that any web server can show. A revision is a folder that appears
 * whole, by a rename, and is never changed; the pages that lead to it are made from the folders
 * that are there. Safe for use by several processes and threads.
 */
public final class Archive {

  static final String MANIFEST = "manifest.json";

  private static final String STAGING = ".staging";
  private static final Pattern SERIES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern OWN_SERIES = Pattern.compile(".*-[0-9a-f]{8}");
  private static final int MOST_WORDS = 40;
  private static final Pattern NUMBER = Pattern.compile("r([1-9]\\d{0,8})");
  private static final Pattern REFERENCE =
      Pattern.compile("(?:([^/]+)/)?((?!r\\d+$)[^/]+?)(?:/(r[1-9]\\d{0,8}))?");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Whatever was being staged this long ago died. */
  private static final Duration STALE = Duration.ofDays(1);

  private final Path folder;

  /**
   * Names an archive; nothing is made before the first report comes in.
   *
   * @param folder where it is
   */
  public Archive(Path folder) {
    this.folder = requireNonNull(folder, "folder is null").toAbsolutePath().normalize();
  }

  /** Returns where it is. */
  public Path folder() {
    return folder;
  }

  /** Tells whether a name can be that of a series. */
  public static boolean isSeries(String name) {
    return SERIES.matcher(name).matches();
  }

  /**
   * Returns the name under which a report is archived that someone asked for: that of the report,
   * and what tells its params from others.
   */
  public static String series(String report, ReportParams params) {
    String hash = paramsHash(params);
    if (hash == null) {
      return report;
    }
    String words = params.label().replaceAll("[^A-Za-z0-9._]+", "-").replaceAll("^-|-$", "");
    String cut = words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) : words;
    return report + "-" + (cut.isEmpty() ? "" : cut + "-") + hash.substring(0, 8);
  }

  /** Tells whether a series holds what someone asked for of a report, with whatever params. */
  public static boolean isSeriesOf(String report, String series) {
    return series.equals(report)
        || (series.startsWith(report + "-") && OWN_SERIES.matcher(series).matches());
  }

  static @Nullable String paramsHash(ReportParams params) {
    if (params.isEmpty()) {
      return null;
    }
    return Sha256.of(ArchiveJson.compact(new TreeMap<>(params.given())).getBytes(UTF_8));
  }

  /**
   * Takes in a report as a new revision.
   *
   * @throws ArchiveException if the folder cannot be written to; nothing of the report is in it
   *     then
   */
  public Revision publish(Draft draft) {
    if (!isSeries(draft.series())) {
      throw new ArchiveException(
          "Cannot archive under the name " + draft.series() + ": use letters, digits, . _ -", null);
    }
    try {
      Revision revision;
      try (FolderLock lock = lock()) {
        requireNonNull(lock, "lock is null");
        revision = place(draft);
        new ArchiveIndex(this).update();
      }
      return revision;
    } catch (IOException exception) {
      throw cannotWrite(exception);
    }
  }

  /** Makes the pages that lead to the reports again, from the folders that are there. */
  public void reindex() {
    try (FolderLock lock = lock()) {
      requireNonNull(lock, "lock is null");
      Files.deleteIfExists(folder.resolve(ArchiveIndex.CACHE));
      new ArchiveIndex(this).update();
    } catch (IOException exception) {
      throw cannotWrite(exception);
    }
  }

  private FolderLock lock() throws IOException {
    return FolderLock.acquire(folder.resolve(".lock"), PATIENCE);
  }

  private Revision place(Draft draft) throws IOException {
    Path staging = folder.resolve(STAGING);
    Files.createDirectories(staging);
    sweep(staging);
    byte[] random = new byte[8];
    ThreadLocalRandom.current().nextBytes(random);
    Path stage = staging.resolve(HexFormat.of().formatHex(random));
    Files.createDirectory(stage);
    try {
      Map<String, byte[]> files = draft.files();
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        WholeFile.write(stage.resolve(file.getKey()), file.getValue());
      }
      return rename(stage, draft.manifest(files));
    } finally {
      delete(stage);
    }
  }

  /** Gives the staged folder the first number that is free. */
  private Revision rename(Path stage, Manifest manifest) throws IOException {
    Path period = folder.resolve(manifest.series()).resolve(manifest.period().id());
    Files.createDirectories(period);
    int number = numbers(period).stream().mapToInt(n -> n).max().orElse(0);
    while (true) {
      number++;
      Path target = period.resolve("r" + number);
      Path file = stage.resolve(MANIFEST);
      Files.deleteIfExists(file);
      WholeFile.write(file, ArchiveJson.pretty(manifest.withRevision(number)).getBytes(UTF_8));
      try {
        Files.move(stage, target, StandardCopyOption.ATOMIC_MOVE);
        return new Revision(manifest.series(), manifest.period().id(), number, target);
      } catch (FileSystemException taken) {
        // Another process without the same lock, for example across a network, was faster.
        if (!Files.exists(target)) {
          throw taken;
        }
      }
    }
  }

  /** Deletes what a process left behind that died while it staged. */
  private static void sweep(Path staging) throws IOException {
    try (Stream<Path> left = Files.list(staging)) {
      for (Path stage : left.toList()) {
        long age = System.currentTimeMillis() - Files.getLastModifiedTime(stage).toMillis();
        if (age > STALE.toMillis()) {
          delete(stage);
        }
      }
    }
  }

  private static void delete(Path stage) throws IOException {
    if (Files.notExists(stage)) {
      return;
    }
    try (Stream<Path> files = Files.walk(stage)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Returns all revisions, by series, period and number. */
  public List<Revision> revisions() {
    List<Revision> revisions = new ArrayList<>();
    for (Path series : folders(folder)) {
      String name = String.valueOf(series.getFileName());
      if (isSeries(name)) {
        revisions.addAll(revisions(name));
      }
    }
    return revisions;
  }

  /** Returns the revisions of a series, by period and number. */
  public List<Revision> revisions(String series) {
    List<Revision> revisions = new ArrayList<>();
    for (Path period : folders(folder.resolve(series))) {
      revisions.addAll(revisions(series, String.valueOf(period.getFileName())));
    }
    return revisions;
  }

  /** Returns the revisions of a period by number. */
  public List<Revision> revisions(String series, String period) {
    Path at = folder.resolve(series).resolve(period);
    return numbers(at).stream()
        .sorted()
        .map(number -> new Revision(series, period, number, at.resolve("r" + number)))
        .toList();
  }

  private static List<Integer> numbers(Path period) {
    List<Integer> numbers = new ArrayList<>();
    for (Path revision : folders(period)) {
      Matcher number = NUMBER.matcher(String.valueOf(revision.getFileName()));
      if (number.matches()) {
        numbers.add(Integer.valueOf(number.group(1)));
      }
    }
    return numbers;
  }

  private static List<Path> folders(Path within) {
    if (!Files.isDirectory(within)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(within)) {
      return entries
          .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException exception) {
      throw new ArchiveException(
          "Cannot list " + within + ": " + exception.getMessage(), exception);
    }
  }

  /**
   * Finds a revision by its name, {@code weekly/2026-W12/r1}. Without the revision it is the newest
   * one of the period, without the series that of the report {@code weekly}.
   *
   * @throws ArchiveException if there is none, with what there is
   */
  public Revision find(String reference) {
    Matcher parts = REFERENCE.matcher(reference.strip().replaceAll("/+$", ""));
    if (!parts.matches()) {
      throw new ArchiveException(
          "'"
              + reference
              + "' names no archived report. Write one like weekly/2026-W12 or"
              + " weekly/2026-W12/r1.",
          null);
    }
    String series = parts.group(1) == null ? "weekly" : parts.group(1);
    String period = parts.group(2);
    List<Revision> found = isSeries(series) ? revisions(series, period) : List.of();
    String number = parts.group(3);
    return found.stream()
        .filter(revision -> number == null || number.equals("r" + revision.number()))
        .reduce((first, second) -> second)
        .orElseThrow(() -> missing(reference, series));
  }

  private ArchiveException missing(String reference, String series) {
    List<Revision> there = isSeries(series) ? revisions(series) : List.of();
    String hint =
        there.isEmpty()
            ? " It holds nothing of " + series + "."
            : " The newest of " + series + " is " + there.get(there.size() - 1).name() + ".";
    return new ArchiveException(
        "There is no report " + reference + " in the archive " + folder + "." + hint, null);
  }

  /**
   * Reads the manifest of a revision.
   *
   * @throws ArchiveException if it is missing or damaged
   */
  public Manifest manifest(Revision revision) {
    Path file = revision.folder().resolve(MANIFEST);
    try {
      return ArchiveJson.read(Files.readString(file, UTF_8), Manifest.class);
    } catch (IOException exception) {
      throw new ArchiveException(
          "Cannot read " + file + ": " + firstLine(exception) + ". Restore the file from a backup.",
          exception);
    }
  }

  /** Returns the newest revision of a period that a schedule made when the period was over. */
  public Optional<Manifest> scheduled(String series, String period) {
    List<Revision> found = revisions(series, period);
    for (int index = found.size() - 1; index >= 0; index--) {
      try {
        Manifest manifest = manifest(found.get(index));
        if (manifest.due() != null) {
          return Optional.of(manifest);
        }
      } catch (ArchiveException damaged) {
        // report verify says so; an older revision may still be whole.
      }
    }
    return Optional.empty();
  }

  /** Reads a file of a revision. */
  byte[] read(Revision revision, String name) {
    Path file = revision.folder().resolve(name);
    try {
      return Files.readAllBytes(file);
    } catch (IOException exception) {
      throw new ArchiveException(
          "Cannot read " + file + ": " + firstLine(exception) + ".", exception);
    }
  }

  /**
   * Reads what a revision is made of.
   *
   * @throws ArchiveException if it is missing or damaged
   */
  public ReportContent content(Revision revision) {
    try {
      return ReportContent.of(data(revision));
    } catch (DateTimeException | NumberFormatException exception) {
      throw new ArchiveException(
          "Cannot read "
              + revision.folder().resolve(Draft.DATA)
              + ": "
              + firstLine(exception)
              + ".",
          exception);
    }
  }

  /**
   * Reads the page of a revision.
   *
   * @throws ArchiveException if it is missing
   */
  public String page(Revision revision) {
    return new String(read(revision, Draft.PAGE), UTF_8);
  }

  /**
   * Reads the data of a revision.
   *
   * @throws ArchiveException if it is missing or damaged
   */
  public JsonNode data(Revision revision) {
    try {
      return ArchiveJson.tree(new String(read(revision, Draft.DATA), UTF_8));
    } catch (IOException exception) {
      throw new ArchiveException(
          "Cannot read "
              + revision.folder().resolve(Draft.DATA)
              + ": "
              + firstLine(exception)
              + ".",
          exception);
    }
  }

  static String firstLine(Exception exception) {
    return String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
  }

  private ArchiveException cannotWrite(IOException exception) {
    String why =
        exception instanceof AccessDeniedException
            ? "permission denied for " + exception.getMessage()
            : firstLine(exception);
    return new ArchiveException(
        "Cannot write to the archive "
            + folder
            + ": "
            + why
            + ". Make room there or make it writable, or name another folder as archive: in almanac.yaml.",
        exception);
  }
}
