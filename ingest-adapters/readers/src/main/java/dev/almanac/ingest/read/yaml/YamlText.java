package dev.almanac.ingest.read.yaml;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML that anyone may have written, tags of Python included, without making objects of it.
 * Pure; safe for use by several threads.
 *
 * <p>Aliases are expanded as far as the whole stays below {@value #MAX_NODES} values, which stops
 * bombs; nesting ends at {@value #MAX_DEPTH}.
 */
public final class YamlText {

  /** Most values in a document, aliases expanded. */
  public static final int MAX_NODES = 200_000;

  /** Deepest nesting. */
  public static final int MAX_DEPTH = 100;

  private static final int MAX_CHARACTERS = 16 << 20;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).setUseMarks(false).build();

  private final Iterator<Event> events;
  private final Map<String, YamlValue> anchors = new HashMap<>();
  private int nodes;

  private YamlText(Iterator<Event> events) {
    this.events = events;
  }

  /**
   * Parses the first document; an empty one is {@link YamlValue#NULL}.
   *
   * @throws IOException if it is not YAML, or larger or deeper than the bounds; says why
   */
  public static YamlValue parse(byte[] content) throws IOException {
    return parse(new String(content, StandardCharsets.UTF_8));
  }

  /** Parses the first document of a text. */
  public static YamlValue parse(String content) throws IOException {
    try {
      return new YamlText(new Parse(SETTINGS).parseString(content).iterator()).document();
    } catch (YamlEngineException malformed) {
      String message = String.valueOf(malformed.getMessage()).lines().findFirst().orElse("");
      throw new IOException("not YAML: " + message, malformed);
    }
  }

  private YamlValue document() throws IOException {
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case StreamStart, DocumentStart, Comment -> {}
        case StreamEnd, DocumentEnd -> {
          return YamlValue.NULL;
        }
        default -> {
          return value(event, 0);
        }
      }
    }
    return YamlValue.NULL;
  }

  private YamlValue value(Event event, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("nested more than " + MAX_DEPTH + " deep");
    }
    count(1);
    if (event instanceof ScalarEvent scalar) {
      boolean isPlain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
      String tag = scalar.getTag().orElse(null);
      return keep(
          scalar.getAnchor().map(Object::toString).orElse(null),
          new YamlValue.Scalar(scalar.getValue(), isPlain, tag));
    }
    if (event instanceof AliasEvent alias) {
      YamlValue target = anchors.getOrDefault(alias.getAlias().toString(), YamlValue.NULL);
      count(size(target));
      return target;
    }
    if (event instanceof SequenceStartEvent start) {
      List<YamlValue> values = new ArrayList<>();
      for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; ) {
        values.add(value(next, depth + 1));
        next = events.next();
      }
      return keep(
          start.getAnchor().map(Object::toString).orElse(null),
          new YamlValue.Sequence(values, start.getTag().orElse(null)));
    }
    if (event instanceof MappingStartEvent start) {
      return mapping(start, depth);
    }
    throw new IOException("not YAML: " + event.getEventId());
  }

  private YamlValue mapping(MappingStartEvent start, int depth) throws IOException {
    Map<String, YamlValue> fields = new LinkedHashMap<>();
    for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; ) {
      YamlValue key = value(next, depth + 1);
      YamlValue value = value(events.next(), depth + 1);
      if (key instanceof YamlValue.Scalar scalar) {
        if (scalar.value().equals("<<") && scalar.isPlain()) {
          value.entries().forEach(fields::putIfAbsent);
          for (YamlValue each : value.elements()) {
            each.entries().forEach(fields::putIfAbsent);
          }
        } else {
          fields.put(scalar.value(), value);
        }
      } else {
        fields.put(toJson(key), value);
      }
      next = events.next();
    }
    return keep(
        start.getAnchor().map(Object::toString).orElse(null),
        new YamlValue.Mapping(fields, start.getTag().orElse(null)));
  }

  private YamlValue keep(@Nullable String anchor, YamlValue value) {
    if (anchor != null) {
      anchors.put(anchor, value);
    }
    return value;
  }

  private void count(int more) throws IOException {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw new IOException("more than " + MAX_NODES + " values, aliases expanded");
    }
  }

  /** Counts values, but no further than needed. */
  private static int size(YamlValue value) {
    int size = 1;
    for (YamlValue each : value.elements()) {
      size += size > MAX_NODES ? 0 : size(each);
    }
    for (YamlValue each : value.entries().values()) {
      size += size > MAX_NODES ? 0 : size(each);
    }
    return size;
  }

  /** Returns a value as compact JSON; plain scalars that JSON knows stay bare. */
  static String toJson(YamlValue value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(YamlValue value, StringBuilder text) {
    if (value instanceof YamlValue.Scalar scalar) {
      if (scalar.isNull()) {
        text.append("null");
      } else if (scalar.isPlain() && scalar.value().matches("true|false|-?\\d+(\\.\\d+)?")) {
        text.append(scalar.value());
      } else {
        quote(scalar.value(), text);
      }
      return;
    }
    boolean isMapping = value instanceof YamlValue.Mapping;
    text.append(isMapping ? '{' : '[');
    String separator = "";
    for (Map.Entry<String, YamlValue> field : value.entries().entrySet()) {
      text.append(separator);
      quote(field.getKey(), text);
      text.append(':');
      write(field.getValue(), text);
      separator = ",";
    }
    for (YamlValue each : value.elements()) {
      text.append(separator);
      write(each, text);
      separator = ",";
    }
    text.append(isMapping ? '}' : ']');
  }

  private static void quote(String string, StringBuilder text) {
    text.append('"');
    JsonStringEncoder.getInstance().quoteAsString(string, text);
    text.append('"');
  }
}
