package dev.almanac.ingest.comet;

import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.LineReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the texts that messages hold: console output, HTML, the model's graph, code. Pure. */
final class MessageText {

  private MessageText() {}

  /** Returns the text for a path that the message in a line holds, or null. */
  static @Nullable String of(String path, LineReader line) {
    JsonValue payload;
    try {
      payload = JsonText.parse(line.bytes(), line.start(), line.end()).get("payload");
    } catch (IOException noMessage) {
      return null;
    }
    for (String field : fields(path)) {
      String text = payload.get(field).text();
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static List<String> fields(String path) {
    return switch (path) {
      case MessageReader.OUTPUT -> List.of("output", "stdout");
      case MessageReader.HTML -> List.of("html", "htmlOverride");
      case MessageReader.GRAPH -> List.of("graph");
      case "run/script.py" -> List.of("code");
      default -> List.of();
    };
  }
}
