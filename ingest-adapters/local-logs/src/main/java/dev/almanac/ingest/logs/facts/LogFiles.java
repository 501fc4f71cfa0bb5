package dev.almanac.ingest.logs.facts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.yaml.YamlText;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the small documents of a run; what cannot be read is a problem and counts as nothing. */
public final class LogFiles {

  /** What a file is whose content Git keeps elsewhere. */
  private static final String LFS_POINTER = "version https://git-lfs.github.com/spec/";

  private LogFiles() {}

  /** Returns a JSON document; {@link JsonValue#NULL}, reported if it is there, if it cannot be. */
  public static JsonValue json(Path file, RunLog out) {
    if (!Files.exists(file)) {
      return JsonValue.NULL;
    }
    try {
      return JsonText.parse(content(file));
    } catch (IOException unreadable) {
      tell(file, unreadable, out);
      return JsonValue.NULL;
    }
  }

  /** Returns a YAML document; {@link YamlValue#NULL}, reported if it is there, if it cannot be. */
  public static YamlValue yaml(Path file, RunLog out) {
    if (!Files.exists(file)) {
      return YamlValue.NULL;
    }
    try {
      return YamlText.parse(content(file));
    } catch (IOException unreadable) {
      tell(file, unreadable, out);
      return YamlValue.NULL;
    }
  }

  private static byte[] content(Path file) throws IOException {
    byte[] content = FileTexts.bytes(file);
    if (isPointer(content, content.length)) {
      throw new IOException("Git keeps its content elsewhere; fetch it with git lfs pull");
    }
    return content;
  }

  /** Tells whether a file is only a pointer to content that Git keeps elsewhere. */
  public static boolean isPointer(byte[] bytes, int length) {
    return new String(bytes, 0, Math.min(length, LFS_POINTER.length()), StandardCharsets.UTF_8)
        .equals(LFS_POINTER);
  }

  /** Reports a document that cannot be read. */
  public static void tell(Path file, IOException unreadable, RunLog out) {
    out.problem(
        Problem.Kind.CORRUPT,
        file,
        -1,
        "Cannot read " + file.getFileName() + ": " + FileTexts.reason(unreadable),
        null);
  }

  /** Returns a text that stands at the top of a JSON document, or null if none can be found. */
  public static @Nullable String topText(Path file, String name) {
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file));
        JsonParser parser = JsonText.factory().createParser(input)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isWanted = parser.currentName().equals(name);
        JsonToken value = parser.nextToken();
        if (isWanted) {
          return value == JsonToken.VALUE_STRING ? parser.getText() : null;
        }
        parser.skipChildren();
      }
      return null;
    } catch (IOException unreadable) {
      return null; // Reading the run says what is wrong with it.
    }
  }

  /** Returns the beginning of a file as text, or an empty one if it cannot be read. */
  public static String head(Path file, int bytes) {
    try (InputStream input = Files.newInputStream(file)) {
      return new String(input.readNBytes(bytes), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return "";
    }
  }

  /** Takes in a file of the run as an artifact, if it is there. */
  public static void artifact(RunLog out, Path folder, String name, String kind) {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      return;
    }
    try {
      out.artifact(new Artifact(name.replace('\\', '/'), kind, Files.size(file), null, null));
    } catch (IOException gone) {
      // A file that vanishes between the two looks was not there.
    }
  }
}
