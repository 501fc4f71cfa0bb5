package dev.almanac.ingest.wandb;

import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.protobuf.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An {@code EnvironmentRecord} in the form of {@code wandb-metadata.json}, which the client writes
 * from it when the run is synced. Pure.
 */
final class EnvironmentRecord {

  private static final Map<Integer, String> TEXTS =
      Map.ofEntries(
          Map.entry(1, "os"),
          Map.entry(2, "python"),
          Map.entry(4, "docker"),
          Map.entry(6, "program"),
          Map.entry(7, "codePath"),
          Map.entry(8, "codePathLocal"),
          Map.entry(10, "email"),
          Map.entry(11, "root"),
          Map.entry(12, "host"),
          Map.entry(13, "username"),
          Map.entry(14, "executable"),
          Map.entry(15, "colab"),
          Map.entry(18, "gpu"),
          Map.entry(25, "cudaVersion"));

  private static final Map<Integer, String> COUNTS =
      Map.of(16, "cpu_count", 17, "cpu_count_logical", 19, "gpu_count");

  private EnvironmentRecord() {}

  /** Parses the message. */
  static JsonValue.Obj json(WireReader message) throws IOException {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    List<JsonValue> args = new ArrayList<>();
    List<JsonValue> nvidia = new ArrayList<>();
    while (message.next()) {
      int field = message.field();
      String text = TEXTS.get(field);
      String count = COUNTS.get(field);
      if (text != null) {
        fields.put(text, new JsonValue.Text(message.text()));
      } else if (count != null) {
        fields.put(count, number(message.integer()));
      } else {
        switch (field) {
          case 5 -> args.add(new JsonValue.Text(message.text()));
          case 9 -> fields.put("git", message(message, "remote", "commit"));
          case 20 -> entry(fields, "disk", message, List.of("total", "used"));
          case 21 -> fields.put("memory", message(message, "total"));
          case 24 ->
              nvidia.add(message(message, "name", "memoryTotal", "cudaCores", "architecture"));
          case 27 -> entry(fields, "slurm", message, List.of());
          default -> {}
        }
      }
    }
    if (!args.isEmpty()) {
      fields.put("args", new JsonValue.Array(args));
    }
    if (!nvidia.isEmpty()) {
      fields.put("gpu_nvidia", new JsonValue.Array(nvidia));
    }
    return new JsonValue.Obj(fields);
  }

  /** Reads a message whose fields 1, 2 … have these names. */
  private static JsonValue message(WireReader field, String... names) throws IOException {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    WireReader message = field.message();
    while (message.next()) {
      int index = message.field() - 1;
      if (index < names.length) {
        fields.put(
            names[index],
            message.isLength() ? new JsonValue.Text(message.text()) : number(message.integer()));
      }
    }
    return new JsonValue.Obj(fields);
  }

  /** Reads an entry of a map whose values are texts, or messages with these fields. */
  private static void entry(
      Map<String, JsonValue> fields, String name, WireReader field, List<String> valueNames)
      throws IOException {
    String key = "";
    JsonValue value = JsonValue.NULL;
    WireReader entry = field.message();
    while (entry.next()) {
      if (entry.field() == 1) {
        key = entry.text();
      } else if (entry.field() == 2) {
        value =
            valueNames.isEmpty()
                ? new JsonValue.Text(entry.text())
                : message(entry, valueNames.toArray(new String[0]));
      }
    }
    Map<String, JsonValue> all =
        new LinkedHashMap<>(fields.getOrDefault(name, JsonValue.NULL).entries());
    all.put(key, value);
    fields.put(name, new JsonValue.Obj(all));
  }

  private static JsonValue number(long value) {
    return new JsonValue.Num(Long.toString(value));
  }
}
