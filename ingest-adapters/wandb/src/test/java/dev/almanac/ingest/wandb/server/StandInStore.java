package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the stand-in was sent, as files: {@code ENTITY/PROJECT/project.json}, {@code
 * sweeps/NAME.json}, {@code artifacts/ID.json}, and a folder for each run with {@code run.json},
 * the streams as they came ({@code wandb-history.jsonl} …), {@code files/} and {@code parquet/}.
 */
final class StandInStore {

  /** A line of a stream and its step. */
  record Line(String text, double step) {}

  private record Lines(long size, long time, List<Line> lines) {}

  private final Path root;
  private final Map<Path, Lines> cache = new HashMap<>();

  StandInStore(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  Path project(String entity, String project) {
    return root.resolve(entity).resolve(project);
  }

  Path run(String entity, String project, String run) {
    return project(entity, project).resolve("runs").resolve(run);
  }

  synchronized boolean exists(Path document) {
    return Files.exists(document);
  }

  synchronized Map<String, JsonValue> read(Path document) {
    try {
      return Files.exists(document)
          ? new LinkedHashMap<>(JsonText.parse(Files.readAllBytes(document)).entries())
          : new LinkedHashMap<>();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  synchronized void write(Path document, Map<String, JsonValue> facts) {
    StringBuilder text = new StringBuilder("{\n");
    String separator = "";
    for (Map.Entry<String, JsonValue> fact : facts.entrySet()) {
      text.append(separator).append(new JsonValue.Text(fact.getKey()).toJson()).append(": ");
      text.append(fact.getValue().toJson());
      separator = ",\n";
    }
    try {
      Files.createDirectories(document.resolveSibling("."));
      Files.writeString(document, text + "\n}\n");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  synchronized List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  synchronized List<Path> filesBelow(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      return entries.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns the lines of a stream with their steps. */
  synchronized List<Line> lines(Path stream) {
    try {
      if (!Files.exists(stream)) {
        return List.of();
      }
      long size = Files.size(stream);
      long time = Files.getLastModifiedTime(stream).toMillis();
      Lines known = cache.get(stream);
      if (known == null || known.size() != size || known.time() != time) {
        List<Line> lines = new ArrayList<>();
        for (String line : Files.readAllLines(stream)) {
          Double step = JsonText.parse(line).get("_step").number();
          lines.add(new Line(line, step == null ? -1 : step));
        }
        known = new Lines(size, time, lines);
        cache.put(stream, known);
      }
      return known.lines();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Takes in lines of a stream that begin at a line number, as file_stream sends them. */
  synchronized void append(Path stream, int offset, List<String> lines) throws IOException {
    Files.createDirectories(stream.resolveSibling("."));
    List<String> all =
        Files.exists(stream) ? new ArrayList<>(Files.readAllLines(stream)) : new ArrayList<>();
    while (all.size() > offset) {
      all.remove(all.size() - 1);
    }
    all.addAll(lines);
    Files.write(stream, all, StandardCharsets.UTF_8);
  }

  /** Takes in the content of a file; names that lead out of the folder are refused. */
  synchronized void put(Path folder, String name, byte[] content) throws IOException {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException("outside: " + name);
    }
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, content);
  }

  static JsonValue text(@Nullable String value) {
    return value == null ? JsonValue.NULL : new JsonValue.Text(value);
  }

  static JsonValue number(long value) {
    return new JsonValue.Num(Long.toString(value));
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
