package dev.almanac.ingest.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A recording of a real tracker with what an adapter must make of it: {@code CASE/input/…} (or
 * {@code CASE/input.zip}, for many or mostly empty files) and {@code CASE/expected.jsonl} (or
 * {@code CASE/expected.jsonl.gz}, for thousands of points that nobody reads).
 *
 * <p>With the system property {@code almanac.record=true}, a case without {@code expected.jsonl}
 * gets one from the adapter's output, to be reviewed by eye before it is committed.
 *
 * @param name name of the case, for people
 * @param folder the case's folder
 */
public record RecordedCase(String name, Path folder) {

  private static final String INPUT = "input";
  private static final String PACKED_INPUT = "input.zip";
  private static final String EXPECTED = "expected.jsonl";
  private static final String PACKED = ".gz";

  private static final Pattern POINT_VALUE = Pattern.compile("\"value\":\"([^\"]*)\"}$");

  /** Returns the cases below a folder by name. */
  public static List<RecordedCase> in(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> isCase(entry))
          .sorted()
          .map(entry -> new RecordedCase(entry.getFileName().toString(), entry))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isCase(Path folder) {
    return Files.isDirectory(folder.resolve(INPUT)) || Files.exists(folder.resolve(PACKED_INPUT));
  }

  /** Copies the input to an empty folder, with the times of its files, and returns the folder. */
  public Path copyTo(Path target) throws IOException {
    Path packed = folder.resolve(PACKED_INPUT);
    if (Files.exists(packed)) {
      unpack(packed, target);
    } else {
      copy(folder.resolve(INPUT), target);
    }
    return target;
  }

  private static void copy(Path input, Path target) throws IOException {
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
  }

  private static void unpack(Path packed, Path target) throws IOException {
    try (ZipInputStream input = new ZipInputStream(Files.newInputStream(packed))) {
      for (ZipEntry entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("entry lies outside the case: " + entry.getName());
        }
        Files.createDirectories(entry.isDirectory() ? file : file.resolveSibling("."));
        if (!entry.isDirectory()) {
          Files.copy(input, file);
          Files.setLastModifiedTime(file, entry.getLastModifiedTime());
        }
      }
    }
  }

  /** Returns the expected lines, with doubles in Java's spelling. */
  public List<String> expected() throws IOException {
    Path plain = folder.resolve(EXPECTED);
    return readLines(Files.exists(plain) ? plain : folder.resolve(EXPECTED + PACKED));
  }

  /** Returns whether there are expected lines. */
  public boolean hasExpected() {
    return Files.exists(folder.resolve(EXPECTED))
        || Files.exists(folder.resolve(EXPECTED + PACKED));
  }

  /** Writes the expected lines. */
  void record(List<String> lines) throws IOException {
    Files.write(folder.resolve(EXPECTED), lines);
  }

  /** Returns canonical lines from a file, with doubles in Java's spelling. */
  public static List<String> readLines(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(normalise(line));
      }
    }
    return lines;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream input = Files.newInputStream(file);
    return file.toString().endsWith(PACKED) ? new GZIPInputStream(input) : input;
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
