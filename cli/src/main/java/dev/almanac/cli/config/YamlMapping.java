package dev.almanac.cli.config;

import dev.almanac.cli.suggest.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a YAML file, read key by key; collects what is wrong instead of stopping at it.
 */
final class YamlMapping {

  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final List<ConfigProblem> problems;
  private final String what;
  private final int line;

  private YamlMapping(String what, int line, List<ConfigProblem> problems) {
    this.what = what;
    this.line = line;
    this.problems = problems;
  }

  /** Reads a node as a mapping; if it is something else, notes that and returns an empty one. */
  static YamlMapping of(@Nullable Node node, String what, List<ConfigProblem> problems) {
    YamlMapping mapping = new YamlMapping(what, node == null ? 0 : line(node), problems);
    if (node instanceof MappingNode given) {
      given.getValue().forEach(mapping::add);
    } else if (node != null && !isNull(node)) {
      mapping.problem(line(node), what + " must be a mapping of names to values.");
    }
    return mapping;
  }

  private void add(NodeTuple tuple) {
    Node key = tuple.getKeyNode();
    if (!(key instanceof ScalarNode scalar)) {
      problem(line(key), what + " has a key that is not a plain name.");
    } else if (values.putIfAbsent(scalar.getValue(), tuple.getValueNode()) != null) {
      problem(line(key), what + " has " + scalar.getValue() + " twice.");
    } else {
      lines.put(scalar.getValue(), line(key));
    }
  }

  /** Notes every key that is not among the known ones, with the nearest of them. */
  YamlMapping allow(String... known) {
    List<String> names = List.of(known);
    lines.forEach(
        (key, at) -> {
          if (!names.contains(key)) {
            String hint = NearestName.hint(key, names);
            problem(
                at,
                what
                    + " has an unknown key "
                    + key
                    + "."
                    + (hint.isEmpty() ? " Known are " + String.join(", ", names) + "." : hint));
          }
        });
    return this;
  }

  /** Returns the text of a key, or null if it is absent or not a text, which is noted. */
  @Nullable String text(String key) {
    Node node = values.get(key);
    if (node == null || isNull(node)) {
      return null;
    }
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    problem(line(node), key + " must be a text.");
    return null;
  }

  /** Tells whether a key has a plain text. */
  boolean isText(String key) {
    return values.get(key) instanceof ScalarNode node && !isNull(node);
  }

  /** Returns the mapping of a key, empty if it is absent. */
  YamlMapping mapping(String key) {
    return of(values.get(key), key, problems);
  }

  /** Returns the texts in the list of a key, or its one text; empty if it is absent. */
  List<String> texts(String key) {
    Node node = values.get(key);
    List<String> texts = new ArrayList<>();
    List<Node> items =
        node instanceof SequenceNode sequence
            ? sequence.getValue()
            : node == null || isNull(node) ? List.of() : List.of(node);
    for (Node item : items) {
      if (item instanceof ScalarNode scalar && !isNull(item) && !scalar.getValue().isBlank()) {
        texts.add(scalar.getValue());
      } else {
        problem(line(item), key + " must be a list of texts.");
      }
    }
    return texts;
  }

  /** Returns the mappings in the list of a key, empty if it is absent. */
  List<YamlMapping> mappings(String key) {
    Node node = values.get(key);
    List<YamlMapping> mappings = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> mappings.add(of(item, "An entry of " + key, problems)));
    } else if (node != null && !isNull(node)) {
      problem(line(node), key + " must be a list (lines that begin with \"- \").");
    }
    return mappings;
  }

  /** One entry of a list that holds texts and mappings: exactly one of the two. */
  record Entry(@Nullable String text, @Nullable YamlMapping mapping, int line) {}

  /** Returns the texts and mappings in the list of a key; of a mapping in its place, that one. */
  List<Entry> entries(String key) {
    Node node = values.get(key);
    if (node == null || isNull(node)) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    List<Node> items = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    for (Node item : items) {
      if (item instanceof ScalarNode scalar && !isNull(item) && !scalar.getValue().isBlank()) {
        entries.add(new Entry(scalar.getValue(), null, line(item)));
      } else {
        entries.add(new Entry(null, of(item, "An entry of " + key, problems), line(item)));
      }
    }
    return entries;
  }

  /** Hands each key and the mapping below it to a consumer. */
  void eachMapping(BiConsumer<String, YamlMapping> consumer) {
    values.forEach((key, node) -> consumer.accept(key, of(node, what + "." + key, problems)));
  }

  /** Returns the block under a key as a text that is YAML (and JSON), or null if it is absent. */
  @Nullable String block(String key) {
    Node node = values.get(key);
    return node == null || isNull(node) ? null : YamlBlock.text(node);
  }

  /** Returns the keys in order. */
  List<String> keys() {
    return List.copyOf(values.keySet());
  }

  /** Returns the line of a key, or of the mapping if the key is absent. */
  int line(String key) {
    return lines.getOrDefault(key, line);
  }

  private void problem(int at, String message) {
    problems.add(new ConfigProblem(at, message));
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).map(zeroBased -> zeroBased + 1).orElse(0);
  }
}
