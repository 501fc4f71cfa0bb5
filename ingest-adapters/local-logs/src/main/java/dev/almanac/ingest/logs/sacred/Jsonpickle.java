package dev.almanac.ingest.logs.sacred;

import dev.almanac.ingest.read.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the wrapping off values that jsonpickle wrote, without making objects of them: tuples and
 * sets become lists, NumPy's numbers become numbers. What it does not know stays as it is. Pure.
 */
final class Jsonpickle {

  private static final List<String> LISTS = List.of("py/tuple", "py/set", "py/iterator");

  private Jsonpickle() {}

  static JsonValue plain(JsonValue value) {
    if (value instanceof JsonValue.Array array) {
      List<JsonValue> plain = new ArrayList<>();
      array.values().forEach(each -> plain.add(plain(each)));
      return new JsonValue.Array(plain);
    }
    if (!(value instanceof JsonValue.Obj object)) {
      return value;
    }
    for (String list : LISTS) {
      if (object.fields().size() == 1 && object.fields().containsKey(list)) {
        return plain(object.get(list));
      }
    }
    String type = object.get("py/object").text();
    JsonValue inner = object.get("value");
    boolean isNumber =
        type != null
            && type.startsWith("numpy.")
            && (inner instanceof JsonValue.Num || inner instanceof JsonValue.Bool);
    if (isNumber) {
      return inner;
    }
    Map<String, JsonValue> plain = new LinkedHashMap<>();
    object.fields().forEach((key, each) -> plain.put(key, plain(each)));
    return new JsonValue.Obj(plain);
  }
}
