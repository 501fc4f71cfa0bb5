package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What people and clients change at a server. */
final class StandInChanges {

  private static final String RUN = "team/vision lab/runs/failing";

  private StandInChanges() {}

  static void edit(Path input, Consumer<Map<String, JsonValue>> change) throws IOException {
    edit(input, RUN, change);
  }

  static void edit(Path input, String run, Consumer<Map<String, JsonValue>> change)
      throws IOException {
    StandInStore store = new StandInStore(input);
    Path document = input.resolve(run).resolve("run.json");
    Map<String, JsonValue> facts = store.read(document);
    change.accept(facts);
    store.write(document, facts);
  }

  static void addTag(Map<String, JsonValue> facts) {
    facts.put("tags", new JsonValue.Array(List.of(new JsonValue.Text("new"))));
  }

  static void editConfig(Map<String, JsonValue> facts) {
    try {
      Map<String, JsonValue> config =
          new LinkedHashMap<>(
              JsonText.parse(facts.getOrDefault("config", JsonValue.NULL).asText()).entries());
      config.put("added", new JsonValue.Obj(Map.of("value", new JsonValue.Num("3"))));
      facts.put("config", new JsonValue.Text(new JsonValue.Obj(config).toJson()));
    } catch (IOException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  static void editSummary(Path input) throws IOException {
    Files.writeString(input.resolve(RUN).resolve("wandb-summary.json"), "{\"loss\": 7.5}");
  }

  static void logRow(Path input) throws IOException {
    append(input, RUN, "{\"_step\":1,\"_timestamp\":1800000000.5,\"loss\":1.5}");
  }

  static void append(Path input, String run, String line) throws IOException {
    Files.writeString(
        input.resolve(run).resolve("wandb-history.jsonl"),
        line + "\n",
        StandardOpenOption.APPEND,
        StandardOpenOption.CREATE);
  }

  static void editSweep(Path input) throws IOException {
    Path file = input.resolve("team/vision lab/sweeps/sweep000.json");
    Files.writeString(file, Files.readString(file).replace("max: 0.1", "max: 0.2"));
  }

  static void deleteRun(Path input) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(input.resolve(RUN))) {
      paths = walk.sorted(java.util.Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
