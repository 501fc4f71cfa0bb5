package dev.almanac.ingest.logs.yolo;

import dev.almanac.ingest.read.yaml.YamlText;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The settings that Ultralytics ships (names and values of {@code default.yaml} of 8.4): an
 * argument equal to one of them was, as far as anyone can tell, not set by a person.
 */
final class YoloDefaults {

  private static final Map<String, YamlValue> SHIPPED = load();

  private YoloDefaults() {}

  /** Tells whether a setting has the value that is shipped. */
  static boolean has(String name, YamlValue value) {
    YamlValue shipped = SHIPPED.get(name);
    if (shipped == null || !value.elements().isEmpty() || !value.entries().isEmpty()) {
      return false;
    }
    return plain(shipped).equals(plain(value));
  }

  private static String plain(YamlValue value) {
    String text = value.asText();
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")
        ? text.toLowerCase(java.util.Locale.ROOT)
        : text;
  }

  private static Map<String, YamlValue> load() {
    try (InputStream input = YoloDefaults.class.getResourceAsStream("yolo-defaults.yaml")) {
      if (input == null) {
        throw new IllegalStateException("yolo-defaults.yaml is missing from the archive");
      }
      return YamlText.parse(input.readAllBytes()).entries();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
