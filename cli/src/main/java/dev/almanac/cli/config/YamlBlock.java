package dev.almanac.cli.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Writes a block of a YAML file as one line of flow style, for options that are structured. Plain
 * numbers and truth values stay bare, everything else is quoted.
 */
final class YamlBlock {

  private YamlBlock() {}

  static String text(Node node) {
    StringBuilder text = new StringBuilder();
    write(node, text);
    return text.toString();
  }

  private static void write(Node node, StringBuilder text) {
    if (node instanceof MappingNode mapping) {
      String separator = "{";
      for (NodeTuple tuple : mapping.getValue()) {
        text.append(separator);
        write(tuple.getKeyNode(), text);
        text.append(": ");
        write(tuple.getValueNode(), text);
        separator = ", ";
      }
      text.append(mapping.getValue().isEmpty() ? "{}" : "}");
    } else if (node instanceof SequenceNode sequence) {
      String separator = "[";
      for (Node each : sequence.getValue()) {
        text.append(separator);
        write(each, text);
        separator = ", ";
      }
      text.append(sequence.getValue().isEmpty() ? "[]" : "]");
    } else if (node instanceof ScalarNode scalar) {
      boolean bare =
          scalar.getScalarStyle() == ScalarStyle.PLAIN && !scalar.getTag().equals(Tag.STR);
      if (bare) {
        text.append(scalar.getTag().equals(Tag.NULL) ? "null" : scalar.getValue());
      } else {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(scalar.getValue(), text);
        text.append('"');
      }
    }
  }
}
