package dev.almanac.ingest.mlflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Puts a {@link MetaYaml} together from the events of a YAML parser: scalars at the top, and
 * scalars in mappings one level below; deeper values are passed over.
 */
final class MetaYamlEvents {

  /** No meta file is nested so deep; the time that a parser takes grows with depth. */
  private static final int MAX_DEPTH = 64;

  private final Map<String, String> scalars = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> maps = new LinkedHashMap<>();
  private int depth;
  private @Nullable String topKey;
  private @Nullable String innerKey;
  private @Nullable Map<String, String> inner;

  /**
   * Takes in the next event.
   *
   * @throws IllegalArgumentException if this is not a mapping, or nested too deep
   */
  void take(Event event) {
    switch (event.getEventId()) {
      case MappingStart -> start(true);
      case SequenceStart -> start(false);
      case MappingEnd, SequenceEnd -> {
        depth--;
        forgetKey();
      }
      case Alias -> forgetKey();
      case Scalar -> scalar(value((ScalarEvent) event));
      default -> {
        // Begin and end of the stream and its documents say nothing.
      }
    }
  }

  private void start(boolean mapping) {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("it is nested more than " + MAX_DEPTH + " deep");
    }
    if (depth == 1 && !mapping) {
      throw new IllegalArgumentException("it is a list, not a mapping");
    }
    if (depth == 2) {
      inner = mapping && topKey != null ? new LinkedHashMap<>() : null;
      if (inner != null) {
        maps.put(String.valueOf(topKey), inner);
      }
    }
  }

  /** A value that is no scalar is complete: what comes next is a key. */
  private void forgetKey() {
    if (depth == 1) {
      topKey = null;
    } else if (depth == 2) {
      innerKey = null;
    }
  }

  private void scalar(@Nullable String value) {
    if (depth == 0) {
      throw new IllegalArgumentException("it is a single value, not a mapping");
    } else if (depth == 1) {
      topKey = keyOrValue(topKey, value, scalars);
    } else if (depth == 2 && inner != null) {
      innerKey = keyOrValue(innerKey, value, inner);
    }
  }

  /** Takes a scalar as a key if none is open, else as its value; returns the key that is open. */
  private static @Nullable String keyOrValue(
      @Nullable String key, @Nullable String scalar, Map<String, String> target) {
    if (key == null) {
      return String.valueOf(scalar);
    }
    if (scalar != null) {
      target.put(key, scalar);
    }
    return null;
  }

  private static @Nullable String value(ScalarEvent scalar) {
    String text = scalar.getValue();
    boolean none =
        scalar.isPlain() && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    return none ? null : text;
  }

  /** Returns the scalars at the top; keys whose value is null are absent. */
  Map<String, String> scalars() {
    return scalars;
  }

  /** Returns the mappings below the top. */
  Map<String, Map<String, String>> maps() {
    return maps;
  }
}
