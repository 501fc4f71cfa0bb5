package dev.almanac.ingest.wandb;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.yaml.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The documents that lie beside the logs of a run: of several folders the newest one counts that
 * has the file. One that cannot be read is a problem of the run, and the next older one counts.
 */
final class FolderDocuments {

  private static final int MAX_FILE = 32 << 20;

  private final FoundRun found;
  private final Path base;
  private final DeliveredRun run;
  private JsonValue metadata = JsonValue.NULL;

  /**
   * Prepares reading.
   *
   * @param base where paths in problems begin
   */
  FolderDocuments(FoundRun found, Path base, DeliveredRun run) {
    this.found = found;
    this.base = base;
    this.run = run;
  }

  /** Reads what was noted about the machine and the program; see {@link #metadata}. */
  void readMetadata() {
    JsonValue read = newest("wandb-metadata.json", bytes -> JsonText.parse(bytes));
    metadata = read == null ? JsonValue.NULL : read;
  }

  /** Returns what {@link #readMetadata} read; null of JSON if there is nothing. */
  JsonValue metadata() {
    return metadata;
  }

  /** Returns a text of the metadata; empty if there is none. */
  String text(String field) {
    String text = metadata.get(field).text();
    return text == null ? "" : text;
  }

  /** Returns what was set. */
  Map<String, JsonValue> config() {
    JsonValue file = newest("config.yaml", bytes -> YamlJson.of(YamlText.parse(bytes)));
    return file == null ? Map.of() : WandbConfig.values(file);
  }

  /** Returns the last values, or null if there is no file of them. */
  @Nullable JsonValue summary() {
    return newest("wandb-summary.json", bytes -> JsonText.parse(bytes));
  }

  /** Returns the names of what the sweep chose. */
  Set<String> swept() {
    WandbWalk.Sweep sweep = found.sweep();
    if (sweep == null) {
      return Set.of();
    }
    try {
      JsonValue chosen = YamlJson.of(YamlText.parse(FileTexts.bytes(sweep.config())));
      return WandbConfig.values(chosen).keySet();
    } catch (IOException unreadable) {
      tell(sweep.config(), "Cannot read what the sweep chose: ", unreadable);
      return Set.of();
    }
  }

  /** Delivers the packages. */
  void requirements() {
    for (int i = found.folders().size() - 1; i >= 0; i--) {
      Path file = found.folders().get(i).file("requirements.txt");
      if (Files.isRegularFile(file)) {
        try {
          WandbEnvironment.requirements(FileTexts.text(FileTexts.bytes(file, MAX_FILE)), run);
          return;
        } catch (IOException unreadable) {
          tell(file, "Cannot read the packages: ", unreadable);
        }
      }
    }
  }

  /** Parses a file. */
  private interface Parser {
    JsonValue parse(byte[] content) throws IOException;
  }

  /** Returns the parsed file of the newest folder that has one, or null. */
  private @Nullable JsonValue newest(String name, Parser parser) {
    for (int i = found.folders().size() - 1; i >= 0; i--) {
      Path file = found.folders().get(i).file(name);
      if (Files.isRegularFile(file)) {
        try {
          byte[] content = withoutPadding(FileTexts.bytes(file, MAX_FILE));
          if (content.length > 0) {
            return parser.parse(content);
          }
        } catch (IOException unreadable) {
          tell(file, "Cannot read the file: ", unreadable);
        }
      }
    }
    return null;
  }

  private void tell(Path file, String what, IOException unreadable) {
    run.problem(
        Problem.Kind.CORRUPT,
        WandbWalk.relative(base, file),
        -1,
        what + FileTexts.reason(unreadable),
        null);
  }

  /** File systems that lose power leave zeros behind a file's content. */
  private static byte[] withoutPadding(byte[] content) {
    int length = content.length;
    while (length > 0 && content[length - 1] == 0) {
      length--;
    }
    return length == content.length ? content : Arrays.copyOf(content, length);
  }
}
