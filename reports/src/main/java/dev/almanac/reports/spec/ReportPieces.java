package dev.almanac.reports.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of reports: first in the user's folder, then among the built-in ones, so that a
 * user replaces any single piece by a file of the same path. Reads only; safe for use by several
 * threads.
 */
public final class ReportPieces {

  private static final String BUILT_IN = "/dev/almanac/templates/";

  private final @Nullable Path userFolder;

  /**
   * Creates a finder.
   *
   * @param userFolder folder with a subfolder for each report, or null
   */
  public ReportPieces(@Nullable Path userFolder) {
    this.userFolder = userFolder;
  }

  /** Returns the names of all reports, in alphabetical order. */
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>(builtIn("reports.txt").orElse("").lines().toList());
    if (userFolder != null && Files.isDirectory(userFolder)) {
      try (Stream<Path> folders = Files.list(userFolder)) {
        folders
            .filter(folder -> Files.isRegularFile(folder.resolve("report.yaml")))
            .forEach(folder -> names.add(String.valueOf(folder.getFileName())));
      } catch (IOException exception) {
        throw new UncheckedIOException("Cannot list " + userFolder, exception);
      }
    }
    return List.copyOf(names);
  }

  /**
   * Returns a piece, or empty if neither the user nor Almanac has it.
   *
   * @param path relative path with {@code /}, for example {@code weekly/report.yaml}
   * @throws ReportException if the path leads out of the folder or the file cannot be read
   */
  public Optional<Piece> find(String path) {
    if (path.startsWith("/") || List.of(path.split("/")).contains("..") || path.contains("\\")) {
      throw new ReportException(
          "Cannot read " + path + ": pieces of a report stand within its folder");
    }
    Optional<Piece> own = userFolder == null ? Optional.empty() : usersOwn(userFolder, path);
    return own.isPresent() ? own : builtIn(path).map(text -> new Piece(path, "built-in", text));
  }

  /**
   * Returns a piece that must exist.
   *
   * @throws ReportException if it does not
   */
  public Piece require(String path) {
    return find(path)
        .orElseThrow(
            () ->
                new ReportException(
                    "Cannot find "
                        + path
                        + (userFolder == null ? "" : " in " + userFolder + " or")
                        + " among the built-in reports"));
  }

  /**
   * Returns the piece that a message is about.
   *
   * @param place path of a built-in piece, or the user's file, as {@link Piece#origin} names it
   */
  public Optional<Piece> at(String place) {
    String path = place;
    if (userFolder != null && place.startsWith(userFolder.toString())) {
      path = userFolder.relativize(Path.of(place)).toString().replace('\\', '/');
    }
    try {
      return find(path);
    } catch (ReportException outside) {
      return Optional.empty();
    }
  }

  private static Optional<Piece> usersOwn(Path folder, String path) {
    Path file = folder.resolve(path);
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      // A link out of the folder would let a shared template read any file of the machine.
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw new ReportException(
            "Cannot read " + file + ": it links to a place outside " + folder);
      }
      return Optional.of(
          new Piece(path, file.toString(), Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException exception) {
      throw new ReportException("Cannot read " + file + ": " + exception.getMessage(), exception);
    }
  }

  private static Optional<String> builtIn(String path) {
    return bytes(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Returns a built-in file as bytes, or empty. */
  public static Optional<byte[]> bytes(String path) {
    try (InputStream in = ReportPieces.class.getResourceAsStream(BUILT_IN + path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException exception) {
      throw new UncheckedIOException("Cannot read built-in " + path, exception);
    }
  }
}
