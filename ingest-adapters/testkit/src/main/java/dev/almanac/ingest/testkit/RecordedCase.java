package dev.almanac.ingest.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A recording of a real tracker with what an adapter must make of it: {@code CASE/input/…} and
 * {@code CASE/expected.jsonl}.
 *
 * <p>With the system property {@code almanac.record=true}, a case without {@code expected.jsonl}
 * gets one from the adapter's output, to be reviewed by eye before it is committed.
 *
 * @param name name of the case, for people
 * @param folder the case's folder
 */
public record RecordedCase(String name, Path folder) {

  private static final Pattern POINT_VALUE = Pattern.compile("\"value\":\"([^\"]*)\"}$");

  /** Returns the cases below a folder by name. */
  public static List<RecordedCase> in(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isDirectory(entry.resolve("input")))
          .sorted()
          .map(entry -> new RecordedCase(entry.getFileName().toString(), entry))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Copies the input to an empty folder, with the times of its files, and returns the copy. */
  public Path copyTo(Path target) throws IOException {
    Path input = folder.resolve("input");
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(input)) {
      paths = walk.toList();
    }
    for (Path path : paths) {
      Path copy = target.resolve(input.relativize(path).toString());
      if (Files.isDirectory(path)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return target;
  }

  /** Returns the expected lines, with doubles in Java's spelling. */
  public List<String> expected() throws IOException {
    return readLines(folder.resolve("expected.jsonl"));
  }

  /** Returns whether there are expected lines. */
  public boolean hasExpected() {
    return Files.exists(folder.resolve("expected.jsonl"));
  }

  /** Writes the expected lines. */
  void record(List<String> lines) throws IOException {
    Files.write(folder.resolve("expected.jsonl"), lines);
  }

  /** Returns canonical lines from a file, with doubles in Java's spelling. */
  public static List<String> readLines(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(normalise(line));
    }
    return lines;
  }

  private static String normalise(String line) {
    if (!line.contains("\"fact\":\"point\"") && !line.contains("\"fact\":\"reported\"")) {
      return line;
    }
    Matcher matcher = POINT_VALUE.matcher(line);
    if (!matcher.find()) {
      return line;
    }
    String value =
        switch (matcher.group(1)) {
          case "nan" -> "NaN";
          case "inf" -> "Infinity";
          case "-inf" -> "-Infinity";
          default -> Double.toString(Double.parseDouble(matcher.group(1)));
        };
    return line.substring(0, matcher.start(1)) + value + "\"}";
  }

  @Override
  public String toString() {
    return name;
  }
}
