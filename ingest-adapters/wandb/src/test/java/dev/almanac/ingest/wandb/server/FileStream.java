package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the client streams while a run goes on. */
final class FileStream {

  private FileStream() {}

  /** Takes in one request to {@code /files/ENTITY/PROJECT/RUN/file_stream}. */
  static JsonValue take(StandInStore store, String path, JsonValue request) throws IOException {
    String[] parts = path.split("/");
    Path folder = store.run(parts[2], parts[3], parts[4]);
    for (Map.Entry<String, JsonValue> file : request.get("files").entries().entrySet()) {
      List<String> lines =
          file.getValue().get("content").elements().stream().map(JsonValue::asText).toList();
      Long offset = file.getValue().get("offset").integer();
      if (file.getKey().equals("wandb-summary.json")) {
        store.put(folder, file.getKey(), lines.get(lines.size() - 1).getBytes("UTF-8"));
      } else {
        store.append(folder.resolve(file.getKey()), offset == null ? 0 : offset.intValue(), lines);
      }
    }
    Path document = folder.resolve("run.json");
    Map<String, JsonValue> facts = store.read(document);
    facts.put("heartbeatAt", StandInStore.text(StandInStore.now()));
    Long exit = request.get("exitcode").integer();
    if (request.get("complete") instanceof JsonValue.Bool complete && complete.value()) {
      facts.put("state", StandInStore.text(exit == null || exit == 0 ? "finished" : "failed"));
    }
    store.write(document, facts);
    return new JsonValue.Obj(
        Map.of("exitcode", JsonValue.NULL, "limits", new JsonValue.Obj(Map.of())));
  }
}
