package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.read.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of GraphQL that W&B's clients write: one operation, fragments, variables, directives.
 */
final class GraphQlDocument {

  /** Something that a query is refused for. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** An object that has fields. */
  interface Node {
    /** Returns a {@link Node}, a list of them, a {@link JsonValue}, or null. */
    @Nullable Object field(String name, Map<String, JsonValue> arguments);
  }

  /** A selection: a field, or the use of a fragment (then without a name). */
  private record Selection(
      String alias,
      String name,
      Map<String, JsonValue> arguments,
      List<Selection> below,
      String fragment) {}

  private final String text;
  private final JsonValue variables;
  private final Map<String, JsonValue> defaults = new LinkedHashMap<>();
  private final Map<String, List<Selection>> fragments = new LinkedHashMap<>();
  private List<Selection> operation = List.of();
  private String kind = "query";
  private String name = "";
  private int position;

  GraphQlDocument(String text, JsonValue variables) {
    this.text = text;
    this.variables = variables;
    document();
  }

  /** Returns {@code query} or {@code mutation}. */
  String kind() {
    return kind;
  }

  /** Returns the operation's name. */
  String name() {
    return name;
  }

  /** Answers the operation from an object. */
  JsonValue answer(Node root) {
    return select(root, operation);
  }

  private JsonValue select(Node node, List<Selection> selections) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    for (Selection each : selections) {
      if (!each.fragment().isEmpty()) {
        fields.putAll(select(node, fragments.getOrDefault(each.fragment(), List.of())).entries());
      } else if (each.name().isEmpty()) {
        fields.putAll(select(node, each.below()).entries());
      } else {
        fields.put(each.alias(), json(node.field(each.name(), each.arguments()), each.below()));
      }
    }
    return new JsonValue.Obj(fields);
  }

  private JsonValue json(@Nullable Object value, List<Selection> below) {
    if (value == null) {
      return JsonValue.NULL;
    }
    if (value instanceof Node node) {
      return select(node, below);
    }
    if (value instanceof List<?> list) {
      List<JsonValue> values = new ArrayList<>();
      list.forEach(each -> values.add(json(each, below)));
      return new JsonValue.Array(values);
    }
    return (JsonValue) value;
  }

  private void document() {
    while (skip() < text.length()) {
      if (peek() == '{') {
        operation = selections();
        continue;
      }
      String word = word();
      if (word.equals("fragment")) {
        String fragment = word();
        word();
        word();
        fragments.put(fragment, selections());
      } else {
        kind = word;
        name = peek() == '(' || peek() == '{' ? "" : word();
        if (peek() == '(') {
          variableDefinitions();
        }
        operation = selections();
      }
    }
  }

  private void variableDefinitions() {
    expect('(');
    while (peek() != ')') {
      expect('$');
      String variable = word();
      expect(':');
      while (peek() == '[' || peek() == ']' || peek() == '!' || Character.isLetter(peek())) {
        if (Character.isLetter(peek())) {
          word();
        } else {
          position++;
        }
        if (peek() == '$') {
          break;
        }
      }
      if (peek() == '=') {
        expect('=');
        defaults.put(variable, value());
      }
    }
    expect(')');
  }

  private List<Selection> selections() {
    List<Selection> selections = new ArrayList<>();
    expect('{');
    while (peek() != '}') {
      Selection selection = selection();
      if (directives()) {
        selections.add(peek() == '{' ? withBelow(selection, selections()) : selection);
      } else if (peek() == '{') {
        selections();
      }
    }
    expect('}');
    return selections;
  }

  private static Selection withBelow(Selection selection, List<Selection> below) {
    return new Selection(
        selection.alias(), selection.name(), selection.arguments(), below, selection.fragment());
  }

  private Selection selection() {
    if (peek() == '.') {
      position += 3;
      String fragment = peek() == '{' || peek() == '@' ? "" : word();
      if (fragment.equals("on")) {
        word();
        fragment = "";
      }
      return new Selection("", "", Map.of(), List.of(), fragment);
    }
    String alias = word();
    String field = alias;
    if (peek() == ':') {
      expect(':');
      field = word();
    }
    Map<String, JsonValue> arguments = peek() == '(' ? object('(', ')') : Map.of();
    return new Selection(alias, field, arguments, List.of(), "");
  }

  private boolean directives() {
    boolean included = true;
    while (peek() == '@') {
      expect('@');
      boolean include = word().equals("include");
      JsonValue condition = object('(', ')').getOrDefault("if", JsonValue.NULL);
      boolean met = condition instanceof JsonValue.Bool bool && bool.value();
      included &= include == met;
    }
    return included;
  }

  private Map<String, JsonValue> object(char open, char close) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    expect(open);
    while (peek() != close) {
      String field = word();
      expect(':');
      fields.put(field, value());
    }
    expect(close);
    return fields;
  }

  private JsonValue value() {
    char next = peek();
    if (next == '$') {
      expect('$');
      String variable = word();
      JsonValue given = variables.get(variable);
      boolean isGiven = variables.entries().containsKey(variable);
      return isGiven ? given : defaults.getOrDefault(variable, JsonValue.NULL);
    }
    if (next == '{') {
      return new JsonValue.Obj(object('{', '}'));
    }
    if (next == '[') {
      List<JsonValue> values = new ArrayList<>();
      expect('[');
      while (peek() != ']') {
        values.add(value());
      }
      expect(']');
      return new JsonValue.Array(values);
    }
    if (next == '"') {
      int end = text.indexOf('"', position + 1);
      String content = text.substring(position + 1, end);
      position = end + 1;
      return new JsonValue.Text(content);
    }
    String word = word();
    return switch (word) {
      case "true" -> new JsonValue.Bool(true);
      case "false" -> new JsonValue.Bool(false);
      case "null" -> JsonValue.NULL;
      default ->
          Character.isLetter(word.charAt(0)) ? new JsonValue.Text(word) : new JsonValue.Num(word);
    };
  }

  private int skip() {
    while (position < text.length()) {
      char at = text.charAt(position);
      if (at == '#') {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(at) || at == ',') {
        position++;
      } else {
        break;
      }
    }
    return position;
  }

  private char peek() {
    return skip() < text.length() ? text.charAt(position) : '\0';
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw new Refused("Syntax Error: expected " + wanted + " at " + position);
    }
    position++;
  }

  private String word() {
    int start = skip();
    while (position < text.length()
        && (Character.isLetterOrDigit(text.charAt(position))
            || "_-+.".indexOf(text.charAt(position)) >= 0)) {
      position++;
    }
    if (position == start) {
      throw new Refused("Syntax Error: unexpected character at " + start);
    }
    return text.substring(start, position);
  }
}
