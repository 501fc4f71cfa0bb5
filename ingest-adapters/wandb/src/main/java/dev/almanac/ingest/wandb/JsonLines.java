package dev.almanac.ingest.wandb;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.text.LineReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads files of one JSON object a line: history and events of wandb before 0.10. */
final class JsonLines {

  private static final int MAX_LINE = 32 << 20;

  private JsonLines() {}

  /** Visits the rows of a file, if there is one; what is none is a problem. */
  static void read(Path file, String name, DeliveredRun run, Consumer<JsonValue> visitor) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (InputStream input = new FileInputStream(file.toFile())) {
      LineReader lines = new LineReader(input, MAX_LINE);
      while (lines.next()) {
        if (lines.end() > lines.start()) {
          line(lines, name, run, visitor);
        }
      }
    } catch (IOException unreadable) {
      run.problem(
          Problem.Kind.CORRUPT,
          name,
          -1,
          "Cannot read the rows: " + FileTexts.reason(unreadable),
          null);
    }
  }

  private static void line(
      LineReader lines, String name, DeliveredRun run, Consumer<JsonValue> visitor) {
    JsonValue row;
    try {
      if (lines.isOverlong()) {
        throw new IOException("it is longer than " + MAX_LINE + " bytes");
      }
      row = JsonText.parse(lines.bytes(), lines.start(), lines.end());
    } catch (IOException malformed) {
      Problem.Kind kind = lines.isComplete() ? Problem.Kind.CORRUPT : Problem.Kind.TRUNCATED;
      run.problem(
          kind,
          name,
          lines.number(),
          "Cannot read a row: " + FileTexts.reason(malformed),
          new String(lines.copy(Problem.MAX_RAW), StandardCharsets.UTF_8));
      return;
    }
    visitor.accept(row);
  }
}
