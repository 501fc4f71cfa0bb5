package dev.almanac.ingest.aim;

import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.read.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a run's attributes, put together from its entries, and flattened: nested objects give
 * keys with dots, arrays are JSON. Not safe for use by several threads.
 */
final class Attributes {

  private static final int MAX_DEPTH = 100;

  private final Node root = new Node();

  /** A place in the tree: a value, or what is below it. */
  private static final class Node {
    private @Nullable AimValue value;
    private final Map<Object, Node> below = new LinkedHashMap<>();

    boolean isArray() {
      return value instanceof AimValue.ArrayStart
          || !below.isEmpty() && below.keySet().stream().allMatch(key -> key instanceof Long);
    }
  }

  /** A flattened attribute. */
  record Attribute(String key, String text, ParamType type) {}

  /** Takes in one entry; path parts that begin at the attributes. */
  void add(AimKey key, AimValue value) {
    Node at = root;
    for (int i = 0; i < Math.min(key.size(), MAX_DEPTH); i++) {
      at = at.below.computeIfAbsent(key.parts().get(i), absent -> new Node());
    }
    at.value = value;
  }

  /** Returns the text at a path of names, or null. */
  @Nullable String text(String... path) {
    Node at = root;
    for (String name : path) {
      at = at.below.get(name);
      if (at == null) {
        return null;
      }
    }
    return at.value instanceof AimValue.Text text ? text.value() : null;
  }

  /** Returns what is below a name, flattened. */
  List<Attribute> below(String... path) {
    Node at = root;
    for (String name : path) {
      at = at.below.get(name);
      if (at == null) {
        return List.of();
      }
    }
    List<Attribute> found = new ArrayList<>();
    at.below.forEach((key, node) -> flatten(key.toString(), node, found));
    return found;
  }

  /** Returns all attributes, flattened, without those below some names of the first level. */
  List<Attribute> without(String... names) {
    List<Attribute> found = new ArrayList<>();
    root.below.forEach(
        (key, node) -> {
          if (!List.of(names).contains(key.toString())) {
            flatten(key.toString(), node, found);
          }
        });
    return found;
  }

  private static void flatten(String key, Node node, List<Attribute> found) {
    boolean isLeaf = node.below.isEmpty();
    if (isLeaf && !(node.value instanceof AimValue.ObjectStart) && !node.isArray()) {
      JsonValue value = json(node, 0);
      found.add(new Attribute(key, value.asText(), type(value)));
    } else if (node.isArray() || isLeaf) {
      found.add(new Attribute(key, json(node, 0).toJson(), ParamType.JSON));
    } else {
      node.below.forEach((name, below) -> flatten(key + "." + name, below, found));
    }
  }

  private static ParamType type(JsonValue value) {
    if (value instanceof JsonValue.Num number) {
      return number.isInteger() ? ParamType.INT : ParamType.FLOAT;
    }
    if (value instanceof JsonValue.Bool) {
      return ParamType.BOOL;
    }
    if (value instanceof JsonValue.Text) {
      return ParamType.STRING;
    }
    return value.isNull() ? ParamType.NULL : ParamType.JSON;
  }

  private static JsonValue json(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      return JsonValue.NULL;
    }
    if (node.isArray()) {
      Map<Long, JsonValue> elements = new TreeMap<>();
      node.below.forEach(
          (key, below) -> {
            if (key instanceof Long index) {
              elements.put(index, json(below, depth + 1));
            }
          });
      return new JsonValue.Array(List.copyOf(elements.values()));
    }
    if (!node.below.isEmpty() || node.value instanceof AimValue.ObjectStart) {
      Map<String, JsonValue> fields = new LinkedHashMap<>();
      node.below.forEach((key, below) -> fields.put(key.toString(), json(below, depth + 1)));
      return new JsonValue.Obj(fields);
    }
    return leaf(node.value);
  }

  private static JsonValue leaf(@Nullable AimValue value) {
    if (value instanceof AimValue.Text text) {
      return new JsonValue.Text(text.value());
    }
    if (value instanceof AimValue.Int integer) {
      return new JsonValue.Num(Long.toString(integer.value()));
    }
    if (value instanceof AimValue.Real real) {
      return new JsonValue.Num(number(real.value()));
    }
    if (value instanceof AimValue.Bool bool) {
      return new JsonValue.Bool(bool.value());
    }
    if (value instanceof AimValue.CustomStart custom) {
      return new JsonValue.Text("<" + custom.name() + ">");
    }
    return value instanceof AimValue.Bytes bytes
        ? new JsonValue.Text("<" + bytes.length() + " bytes>")
        : JsonValue.NULL;
  }

  private static String number(double value) {
    return Double.toString(value).replace("E", "e");
  }
}
