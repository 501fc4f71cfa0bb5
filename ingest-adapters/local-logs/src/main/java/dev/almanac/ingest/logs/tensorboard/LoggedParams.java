package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The params of a run: what the plugin for hyper-parameters says, which also tells how the run
 * ended, and the configurations that are logged as texts. Not safe for use by several threads.
 */
final class LoggedParams {

  private static final int MAX_TEXT = 4 << 20;

  /** Hugging Face's trainer logs its arguments and the model's configuration as texts. */
  private static final Map<String, String> CONFIGURATIONS =
      Map.of(
          "args/text_summary",
          "",
          "args",
          "",
          "model_config/text_summary",
          "model_config/",
          "model_config",
          "model_config/");

  private final ReadState state;
  private final RunLog out;
  private final Map<String, Param> configuration = new LinkedHashMap<>();
  private final Map<String, Param> params = new LinkedHashMap<>();

  private record Param(String value, JsonValue typed) {}

  LoggedParams(ReadState state, RunLog out) {
    this.state = state;
    this.out = out;
  }

  /** Tells whether a tag may hold a configuration. */
  static boolean isConfiguration(String tag) {
    return CONFIGURATIONS.containsKey(tag);
  }

  /**
   * Takes in the text of a tag that may hold a configuration.
   *
   * @return false if it holds none, so that it is only a text
   */
  boolean configuration(Tag tag, EventReader event, Path file) {
    JsonValue values;
    try {
      values = JsonText.parse(event.tensor().text(MAX_TEXT));
    } catch (IOException notJson) {
      return false;
    }
    if (values.entries().isEmpty()) {
      return false;
    }
    String prefix = Objects.requireNonNull(CONFIGURATIONS.get(tag.name));
    values
        .entries()
        .forEach(
            (key, value) -> {
              state.configured.add((prefix + key).hashCode());
              param(configuration, prefix + key, value, file);
            });
    return true;
  }

  /** Takes in what the plugin says in the metadata of a value. */
  void hparams(EventReader event, Path file) throws MalformedMessageException {
    if (!event.hasMetadata()) {
      return;
    }
    HparamsPlugin plugin = HparamsPlugin.read(event.metadata().content());
    plugin.hparams().forEach((key, value) -> param(params, key, value, file));
    plugin.dimensions().forEach(out::searchDimension);
    if (plugin.startsSession()) {
      state.groupName = plugin.groupName().isEmpty() ? state.groupName : plugin.groupName();
      state.url = plugin.monitorUrl().isEmpty() ? state.url : plugin.monitorUrl();
      if (plugin.startTime() > 0 && plugin.startTime() < state.startedAt) {
        state.startedAt = plugin.startTime();
      }
    }
    switch (plugin.end()) {
      case SUCCESS -> end(plugin.endTime() > 0 ? RunStatus.FINISHED : RunStatus.UNKNOWN, plugin);
      case FAILURE -> end(RunStatus.FAILED, plugin);
      case RUNNING -> end(RunStatus.RUNNING, plugin);
      case NONE -> {}
    }
  }

  private void end(RunStatus status, HparamsPlugin plugin) {
    state.status = status;
    state.endedAt = plugin.endTime();
  }

  /** Of a param that is logged again the last word counts. */
  private void param(Map<String, Param> target, String key, JsonValue value, Path file) {
    Param before = target.put(key, new Param(value.asText(), value));
    if (before != null && !before.value().equals(value.asText())) {
      String reason =
          "The param "
              + key
              + " was logged again with another value, which counts; this is the"
              + " earlier one.";
      out.problem(Problem.Kind.ALTERED, file, -1, reason, before.value());
    }
  }

  /** Delivers the params. */
  void deliver() {
    // The plugin holds but doubles, and of PyTorch 1 for true: what a configuration says is exact.
    params.keySet().removeIf(key -> state.configured.contains(key.hashCode()));
    configuration.forEach(this::deliver);
    params.forEach(this::deliver);
  }

  private void deliver(String key, Param param) {
    ParamType type = ProtoValue.type(param.typed());
    if (type == null) {
      out.param(key, param.value(), ParamOrigin.LOGGED);
    } else {
      out.param(key, param.value(), type, ParamOrigin.LOGGED);
    }
  }
}
