package dev.almanac.ingest.logs.huggingface;

import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads {@code training_args.bin}: a ZIP of PyTorch with a pickle in it, or, from PyTorch before
 * 1.6, three pickles one after the other. Nothing of it is executed.
 */
final class TrainingArgumentsFile {

  private static final int MAX_PICKLE = 4 << 20;
  private static final int MAX_ENTRIES = 1_000;

  /** Fields that hold what nobody else should read. */
  private static final Pattern SECRET = Pattern.compile(".*(token|password|secret|api_key).*");

  /** Fields that are no arguments but caches of the object. */
  private static final Pattern CACHE = Pattern.compile("_.*|__.*|distributed_state|deepspeed_plugin");

  private TrainingArgumentsFile() {}

  /**
   * Returns the arguments.
   *
   * @throws IOException if there are none in the file; says why
   */
  static Map<String, JsonValue> read(Path file) throws IOException {
    JsonValue arguments = PickledArguments.read(pickle(FileTexts.bytes(file)));
    Map<String, JsonValue> shown = new LinkedHashMap<>();
    arguments
        .entries()
        .forEach(
            (name, value) -> {
              if (CACHE.matcher(name).matches()) {
                return;
              }
              boolean isSecret = SECRET.matcher(name).matches() && value instanceof JsonValue.Text;
              shown.put(name, isSecret ? new JsonValue.Text("(secret)") : value);
            });
    if (shown.isEmpty()) {
      throw new IOException("its pickle holds no arguments");
    }
    return shown;
  }

  private static byte[] pickle(byte[] content) throws IOException {
    boolean isZip = content.length > 4 && content[0] == 'P' && content[1] == 'K';
    return isZip ? unzipped(content) : content;
  }

  private static byte[] unzipped(byte[] content) throws IOException {
    try (ZipInputStream input = new ZipInputStream(new ByteArrayInputStream(content))) {
      int entries = 0;
      for (ZipEntry entry = input.getNextEntry();
          entry != null && entries < MAX_ENTRIES;
          entry = input.getNextEntry()) {
        entries++;
        if (entry.getName().endsWith("data.pkl")) {
          byte[] pickle = input.readNBytes(MAX_PICKLE + 1);
          if (pickle.length > MAX_PICKLE) {
            throw new IOException("its pickle is larger than " + MAX_PICKLE + " bytes");
          }
          return pickle;
        }
      }
    } catch (IllegalArgumentException badName) {
      throw new IOException("it is no sound ZIP: " + badName.getMessage(), badName);
    }
    throw new IOException("there is no data.pkl in it");
  }
}
