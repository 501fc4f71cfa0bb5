package dev.almanac.ingest.logs.huggingface;

import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

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
  private static final Pattern CACHE =
      Pattern.compile("_.*|__.*|distributed_state|deepspeed_plugin");

  private TrainingArgumentsFile() {}

  /**
   * Returns the arguments.
   *
   * @throws IOException if there are none in the file; says why
   */
  static Map<String, JsonValue> read(Path file) throws IOException {
    JsonValue arguments = PickledArguments.read(pickle(file));
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

  private static byte[] pickle(Path file) throws IOException {
    byte[] content = FileTexts.bytes(file);
    boolean isZip = content.length > 4 && content[0] == 'P' && content[1] == 'K';
    return isZip ? unzipped(file) : content;
  }

  /** PyTorch writes entries that only the directory at the ZIP's end tells the length of. */
  private static byte[] unzipped(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      for (int i = 0; i < MAX_ENTRIES && entries.hasMoreElements(); i++) {
        ZipEntry entry = entries.nextElement();
        if (entry.getName().endsWith("data.pkl")) {
          try (InputStream input = zip.getInputStream(entry)) {
            byte[] pickle = input.readNBytes(MAX_PICKLE + 1);
            if (pickle.length > MAX_PICKLE) {
              throw new IOException("its pickle is larger than " + MAX_PICKLE + " bytes");
            }
            return pickle;
          }
        }
      }
    } catch (RuntimeException damaged) {
      throw new IOException("it is no sound ZIP: " + damaged.getMessage(), damaged);
    }
    throw new IOException("there is no data.pkl in it");
  }
}
