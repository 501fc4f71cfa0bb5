package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.text.NumberText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A {@code meta.yaml}: a mapping of scalars, of which some values may be mappings of scalars.
 *
 * <p>Every scalar stays text. PyYAML leaves hex ids such as {@code 1234567890e901} unquoted, which
 * a reader that resolves types would turn into a number. Only a plain {@code null} or nothing at
 * all is no value.
 *
 * @param scalars top-level scalars; keys whose value is null are absent
 * @param maps top-level mappings of scalars; deeper ones are left out
 */
record MetaYaml(Map<String, String> scalars, Map<String, Map<String, String>> maps) {

  /** A meta file is a few hundred bytes; dataset profiles of some hundred kilobytes occur. */
  static final int MAX_BYTES = 4 << 20;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(MAX_BYTES).setUseMarks(false).build();

  MetaYaml {
    scalars = Map.copyOf(scalars);
    maps = Map.copyOf(maps);
  }

  /** Returns a top-level scalar as text, or null if it is absent or null. */
  @Nullable String text(String key) {
    return scalars.get(key);
  }

  /**
   * Returns a top-level integer, or null if it is absent, null or no integer. Accepts {@code 12.0}.
   */
  @Nullable Long integer(String key) {
    String text = scalars.get(key);
    if (text == null) {
      return null;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    NumberText.Integer parsed = NumberText.integer(bytes, 0, bytes.length);
    return parsed == null ? null : parsed.value();
  }

  /** Returns the mapping under a key; empty if there is none. */
  Map<String, String> map(String key) {
    return maps.getOrDefault(key, Map.of());
  }

  /**
   * Parses the content of a meta file.
   *
   * @throws IllegalArgumentException if it is not YAML or not a mapping; the message says why
   */
  static MetaYaml parse(byte[] content) {
    Map<String, String> flat = flat(content);
    return flat != null ? new MetaYaml(flat, Map.of()) : full(content);
  }

  /**
   * Reads what PyYAML writes nearly always, lines of {@code key: value} with harmless values,
   * without a YAML parser; returns null for anything that might mean something else in YAML.
   */
  static @Nullable Map<String, String> flat(byte[] content) {
    Map<String, String> found = new LinkedHashMap<>();
    int position = 0;
    while (position < content.length) {
      int end = position;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      if (!flatLine(new String(content, position, end - position, StandardCharsets.UTF_8), found)) {
        return null;
      }
      position = end + 1;
    }
    return found.isEmpty() ? null : found;
  }

  private static boolean flatLine(String line, Map<String, String> found) {
    int colon = line.indexOf(": ");
    if (colon <= 0) {
      return false;
    }
    for (int i = 0; i < colon; i++) {
      if (!isWord(line.charAt(i))) {
        return false;
      }
    }
    String key = line.substring(0, colon);
    String value = line.substring(colon + 2);
    if (found.containsKey(key)) {
      return false;
    }
    if (value.equals("null") || value.equals("[]")) {
      return true;
    }
    int last = value.length() - 1;
    if (last >= 1 && value.charAt(0) == '\'' && value.indexOf('\'', 1) == last) {
      value = value.substring(1, last);
      if (!isPrintable(value)) {
        return false;
      }
    } else if (!isHarmless(value)) {
      return false;
    }
    found.put(key, value);
    return true;
  }

  private static boolean isHarmless(String value) {
    if (value.isEmpty() || !(isWord(value.charAt(0)) || value.charAt(0) == '/')) {
      return false;
    }
    if (value.charAt(value.length() - 1) == ':' || value.charAt(value.length() - 1) <= ' ') {
      return false;
    }
    boolean nullWord = value.equalsIgnoreCase("null");
    return !nullWord && !value.contains(": ") && !value.contains(" #") && isPrintable(value);
  }

  private static boolean isPrintable(String value) {
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      boolean lineBreak = each == 0x2028 || each == 0x2029;
      if (each < ' ' || (each >= 0x7f && each < 0xa0) || lineBreak || each >= 0xd800) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(char each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9')
        || each == '_';
  }

  /** Reads any YAML, event by event: nesting costs no stack, aliases no memory. */
  static MetaYaml full(byte[] content) {
    MetaYamlEvents events = new MetaYamlEvents();
    try {
      for (Event event :
          new Parse(SETTINGS).parseString(new String(content, StandardCharsets.UTF_8))) {
        events.take(event);
      }
    } catch (YamlEngineException notYaml) {
      throw new IllegalArgumentException("it is not YAML: " + firstLine(notYaml), notYaml);
    }
    if (events.scalars().isEmpty() && events.maps().isEmpty()) {
      throw new IllegalArgumentException("it holds no fields");
    }
    return new MetaYaml(events.scalars(), events.maps());
  }

  private static String firstLine(Exception cause) {
    String message = String.valueOf(cause.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
