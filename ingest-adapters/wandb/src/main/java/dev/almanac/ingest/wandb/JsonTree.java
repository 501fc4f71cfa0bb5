package dev.almanac.ingest.wandb;

import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.protobuf.WireReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object that grows by values at paths: a config, a summary. */
final class JsonTree {

  /** Values that are not objects, and trees. */
  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Applies the items of a {@code ConfigRecord} or {@code SummaryRecord}. */
  void apply(WireReader message, int updateField, int removeField) throws IOException {
    while (message.next()) {
      if (message.field() == updateField) {
        HistoryRow.Item item = HistoryRow.item(message.message());
        put(item.path(), item.value());
      } else if (message.field() == removeField) {
        remove(HistoryRow.item(message.message()).path());
      }
    }
  }

  /** Puts a value at a path, in place of what was there. */
  void put(List<String> path, JsonValue value) {
    JsonTree at = this;
    for (String name : path.subList(0, path.size() - 1)) {
      at = at.below(name);
    }
    at.fields.put(path.get(path.size() - 1), value);
  }

  private JsonTree below(String name) {
    Object there = fields.get(name);
    if (there instanceof JsonTree tree) {
      return tree;
    }
    JsonTree tree = new JsonTree();
    if (there instanceof JsonValue.Obj object) {
      tree.fields.putAll(object.fields());
    }
    fields.put(name, tree);
    return tree;
  }

  /** Removes what is at a path. */
  void remove(List<String> path) {
    JsonTree at = this;
    for (String name : path.subList(0, path.size() - 1)) {
      if (!at.fields.containsKey(name)) {
        return;
      }
      at = at.below(name);
    }
    at.fields.remove(path.get(path.size() - 1));
  }

  /** Returns the object. */
  JsonValue.Obj value() {
    Map<String, JsonValue> values = new LinkedHashMap<>();
    fields.forEach(
        (name, value) ->
            values.put(name, value instanceof JsonTree tree ? tree.value() : (JsonValue) value));
    return new JsonValue.Obj(values);
  }
}
