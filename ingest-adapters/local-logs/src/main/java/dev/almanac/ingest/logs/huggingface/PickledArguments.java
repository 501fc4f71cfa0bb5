package dev.almanac.ingest.logs.huggingface;

import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain values out of a pickle without executing anything: classes are names, calls are
 * records of what would be called, and an object is its fields. Opcodes are those of Python's
 * {@code pickletools}, protocols 0 to 5; those that only code needs are refused. Pure.
 */
final class PickledArguments {

  private static final int MAX_OPERATIONS = 2_000_000;
  private static final int MAX_VALUES = 200_000;
  private static final int MAX_DEPTH = 100;

  /** Where a group of values begins on the stack. */
  private static final Object MARK = new Object();

  private final ByteBuffer input;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private int values;

  /** A class or function by name. */
  private record Global(String name) {}

  /** What a call or an object would be. */
  private static final class Made {
    private final Object type;
    private final List<Object> arguments;
    private @Nullable Object state;
    private final List<Object> items = new ArrayList<>();

    Made(Object type, List<Object> arguments) {
      this.type = type;
      this.arguments = arguments;
    }
  }

  /** A dictionary; keys are compared by what they are shown as. */
  private static final class Dictionary {
    private final Map<String, Object> fields = new LinkedHashMap<>();
  }

  /** Nothing, which a list may hold. */
  private static final Object NONE = JsonValue.NULL;

  private PickledArguments(byte[] pickle) {
    input = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads the value that a pickle holds.
   *
   * @throws IOException if it is no pickle, or uses what plain values do not need; says where
   */
  static JsonValue read(byte[] pickle) throws IOException {
    PickledArguments reader = new PickledArguments(pickle);
    try {
      Object top = reader.run();
      return reader.value(top, 0, Collections.newSetFromMap(new IdentityHashMap<>()));
    } catch (RuntimeException malformed) {
      // Lengths that lie, stacks that underflow: there is no end of ways to be no pickle.
      throw new IOException(
          "it is not a sound pickle near byte " + reader.input.position(), malformed);
    }
  }

  private Object run() throws IOException {
    for (int operation = 0; operation < MAX_OPERATIONS; operation++) {
      int code = input.get() & 0xff;
      if (code == '.') {
        return pop();
      }
      execute(code);
    }
    throw new IOException("it has more than " + MAX_OPERATIONS + " operations");
  }

  private void execute(int code) throws IOException {
    switch (code) {
      case 0x80 -> input.get(); // PROTO
      case 0x95 -> input.getLong(); // FRAME
      case '(' -> push(MARK);
      case '0' -> pop();
      case '1' -> popMark();
      case '2' -> push(top());
      case 'N' -> push(NONE);
      case 0x88 -> push(new JsonValue.Bool(true));
      case 0x89 -> push(new JsonValue.Bool(false));
      case 'K' -> number(input.get() & 0xff);
      case 'M' -> number(input.getShort() & 0xffff);
      case 'J' -> number(input.getInt());
      case 0x8a -> push(new JsonValue.Num(integer(input.get() & 0xff).toString()));
      case 0x8b -> push(new JsonValue.Num(integer(input.getInt()).toString()));
      case 'I' -> push(oldInteger(line()));
      case 'L' -> push(new JsonValue.Num(new BigInteger(line().replace("L", "")).toString()));
      case 'F' -> real(Double.parseDouble(line()));
      case 'G' -> real(Double.longBitsToDouble(Long.reverseBytes(input.getLong())));
      case 'X' -> text(input.getInt());
      case 0x8c -> text(input.get() & 0xff);
      case 0x8d -> text(Math.toIntExact(input.getLong()));
      case 'T', 'B' -> text(input.getInt());
      case 'U', 'C' -> text(input.get() & 0xff);
      case 0x8e -> text(Math.toIntExact(input.getLong()));
      case 'V', 'S' -> push(new JsonValue.Text(line()));
      case ']', ')', 0x8f -> push(new ArrayList<>());
      case '}' -> push(new Dictionary());
      case 'l', 't', 0x91 -> push(popMark());
      case 0x85 -> push(popSome(1));
      case 0x86 -> push(popSome(2));
      case 0x87 -> push(popSome(3));
      case 'd' -> {
        List<Object> pairs = popMark();
        push(new Dictionary());
        put(pairs);
      }
      case 'a' -> append(popSome(1));
      case 'e', 0x90 -> append(popMark());
      case 's' -> put(popSome(2));
      case 'u' -> put(popMark());
      case 'q' -> memo.put(input.get() & 0xff, top());
      case 'r' -> memo.put(input.getInt(), top());
      case 'p' -> memo.put(Integer.valueOf(line().strip()), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> recall(input.get() & 0xff);
      case 'j' -> recall(input.getInt());
      case 'g' -> recall(Integer.parseInt(line().strip()));
      case 'c' -> push(new Global(line() + "." + line()));
      case 0x93 -> {
        List<Object> names = popSome(2);
        push(new Global(shown(names.get(0)) + "." + shown(names.get(1))));
      }
      case 'R', 0x81 -> {
        List<Object> call = popSome(2);
        push(new Made(call.get(0), list(call.get(1))));
      }
      case 0x92 -> {
        List<Object> call = popSome(3);
        push(new Made(call.get(0), list(call.get(1))));
      }
      case 'b' -> {
        Object state = pop();
        if (top() instanceof Made made) {
          made.state = state;
        }
      }
      default ->
          throw new IOException(
              "its pickle has the operation 0x%02x at byte %d, which plain values do not need"
                  .formatted(code, input.position() - 1));
    }
  }

  private void push(Object value) throws IOException {
    if (++values > MAX_VALUES) {
      throw new IOException("it holds more than " + MAX_VALUES + " values");
    }
    stack.add(value);
  }

  private void number(long value) throws IOException {
    push(new JsonValue.Num(Long.toString(value)));
  }

  private void real(double value) throws IOException {
    push(new JsonValue.Num(text(value)));
  }

  /** Writes a number as Python does: {@code 1e-08} where Java writes {@code 1.0E-8}. */
  private static String text(double value) {
    String token = Double.toString(value);
    int mark = token.indexOf('E');
    if (mark < 0) {
      return token;
    }
    int exponent = Integer.parseInt(token.substring(mark + 1));
    if (exponent < 0 && exponent >= -4 || exponent >= 0 && exponent < 16) {
      String plain = new BigDecimal(token).toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = token.substring(0, mark).replaceAll("\\.0$", "");
    return "%se%s%02d".formatted(digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private void text(int length) throws IOException {
    push(new JsonValue.Text(new String(bytes(length), StandardCharsets.UTF_8)));
  }

  private byte[] bytes(int length) throws IOException {
    if (length < 0 || length > input.remaining()) {
      throw new IOException("a length in its pickle is longer than the file");
    }
    byte[] bytes = new byte[length];
    input.get(bytes);
    return bytes;
  }

  private BigInteger integer(int length) throws IOException {
    byte[] bytes = bytes(length);
    if (bytes.length > 256) {
      throw new IOException("it holds an integer of more than 256 bytes");
    }
    byte[] bigEndian = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      bigEndian[i] = bytes[bytes.length - 1 - i];
    }
    return bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bigEndian);
  }

  /** Protocol 0 writes truth values as the integers 00 and 01. */
  private static JsonValue oldInteger(String line) {
    return switch (line) {
      case "00" -> new JsonValue.Bool(false);
      case "01" -> new JsonValue.Bool(true);
      default -> new JsonValue.Num(new BigInteger(line).toString());
    };
  }

  private String line() throws IOException {
    int start = input.position();
    while (input.hasRemaining()) {
      if (input.get() == '\n') {
        int length = input.position() - 1 - start;
        return new String(input.array(), start, length, StandardCharsets.UTF_8);
      }
    }
    throw new IOException("its pickle ends in the middle of a line");
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private List<Object> popSome(int count) {
    List<Object> from = stack.subList(stack.size() - count, stack.size());
    List<Object> taken = new ArrayList<>(from);
    from.clear();
    return taken;
  }

  private List<Object> popMark() {
    int mark = stack.lastIndexOf(MARK);
    List<Object> taken = popSome(stack.size() - mark - 1);
    pop();
    return taken;
  }

  private void recall(int index) throws IOException {
    Object value = memo.get(index);
    if (value == null) {
      throw new IOException("its pickle refers to a value that is not there");
    }
    push(value);
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return value instanceof List<?> list ? (List<Object>) list : List.of(value);
  }

  private void append(List<Object> more) {
    if (top() instanceof Made made) {
      made.items.addAll(more);
    } else if (top() instanceof List<?>) {
      list(top()).addAll(more);
    }
  }

  private void put(List<Object> pairs) {
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      String key = shown(pairs.get(i));
      if (top() instanceof Dictionary dictionary) {
        dictionary.fields.put(key, pairs.get(i + 1));
      } else if (top() instanceof Made made) {
        if (!(made.state instanceof Dictionary)) {
          made.state = new Dictionary();
        }
        ((Dictionary) made.state).fields.put(key, pairs.get(i + 1));
      }
    }
  }

  private static String shown(Object value) {
    return value instanceof JsonValue json ? json.asText() : String.valueOf(value.getClass());
  }

  /**
   * Makes a value of what the pickle would make: an object is its fields, an enumeration its value,
   * any other call its only argument or the list of them.
   */
  private JsonValue value(Object made, int depth, Set<Object> within) throws IOException {
    if (++values > 2 * MAX_VALUES || depth > MAX_DEPTH) {
      throw new IOException("its values are nested or repeated beyond all measure");
    }
    if (made instanceof JsonValue json) {
      return json;
    }
    if (made instanceof Global global) {
      return new JsonValue.Text(global.name());
    }
    if (!within.add(made)) {
      return new JsonValue.Text("(itself)");
    }
    JsonValue value;
    if (made instanceof Dictionary dictionary) {
      Map<String, JsonValue> fields = new LinkedHashMap<>();
      for (Map.Entry<String, Object> field : dictionary.fields.entrySet()) {
        fields.put(field.getKey(), value(field.getValue(), depth + 1, within));
      }
      value = new JsonValue.Obj(fields);
    } else if (made instanceof Made object) {
      value = value(object, depth, within);
    } else {
      value = array(list(made), depth, within);
    }
    within.remove(made);
    return value;
  }

  private JsonValue value(Made object, int depth, Set<Object> within) throws IOException {
    if (object.state != null && object.state != NONE) {
      return value(object.state, depth + 1, within);
    }
    List<Object> parts = object.items.isEmpty() ? object.arguments : object.items;
    if (parts.size() == 1) {
      return value(parts.get(0), depth + 1, within);
    }
    if (parts.isEmpty() && object.type instanceof Global) {
      return new JsonValue.Obj(Map.of());
    }
    return array(parts, depth, within);
  }

  private JsonValue array(List<Object> parts, int depth, Set<Object> within) throws IOException {
    List<JsonValue> elements = new ArrayList<>();
    for (Object part : parts) {
      elements.add(value(part, depth + 1, within));
    }
    return new JsonValue.Array(elements);
  }
}
