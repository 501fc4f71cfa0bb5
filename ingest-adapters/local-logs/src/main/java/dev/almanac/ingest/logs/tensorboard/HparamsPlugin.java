package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.protobuf.WireReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the hparams plugin stores in the metadata of its tags ({@code
 * tensorboard/plugins/hparams/plugin_data.proto, api.proto}). Pure.
 *
 * @param hparams the session's hyper-parameters in the order written; empty if it starts none
 * @param startsSession whether this is the beginning of a session
 * @param groupName name of the group of sessions with equal hyper-parameters; may be empty
 * @param monitorUrl link to where the session is watched; may be empty
 * @param startTime seconds since the epoch when the session began; 0 if it is not said
 * @param end how the session ended, or {@link End#NONE}
 * @param endTime seconds since the epoch when it ended; 0 if it is not said
 * @param dimensions the space that an experiment declares
 * @param isExperiment whether this declares an experiment
 */
record HparamsPlugin(
    Map<String, JsonValue> hparams,
    boolean startsSession,
    String groupName,
    String monitorUrl,
    double startTime,
    End end,
    double endTime,
    List<SearchDimension> dimensions,
    boolean isExperiment) {

  /** The plugin's name in the metadata. */
  static final String NAME = "hparams";

  /** How a session ended: {@code Status} of {@code api.proto}. */
  enum End {
    /** Not said. */
    NONE,
    /** Well. Written at once by PyTorch and Lightning, before anything has ended. */
    SUCCESS,
    /** With an error. */
    FAILURE,
    /** Not yet. */
    RUNNING
  }

  /** Reads the plugin's message. */
  static HparamsPlugin read(byte[] content) throws MalformedMessageException {
    Builder builder = new Builder();
    WireReader message = new WireReader(content, 0, content.length);
    while (message.next()) {
      switch (message.field()) {
        case 2 -> builder.experiment(message.message());
        case 3 -> builder.start(message.message());
        case 4 -> builder.end(message.message());
        default -> {}
      }
    }
    return builder.build();
  }

  private static final class Builder {
    private final Map<String, JsonValue> hparams = new LinkedHashMap<>();
    private final List<SearchDimension> dimensions = new ArrayList<>();
    private boolean startsSession;
    private boolean isExperiment;
    private String groupName = "";
    private String monitorUrl = "";
    private double startTime;
    private End end = End.NONE;
    private double endTime;

    void start(WireReader message) throws MalformedMessageException {
      startsSession = true;
      while (message.next()) {
        switch (message.field()) {
          case 1 -> ProtoValue.entry(message.message(), hparams);
          case 3 -> monitorUrl = message.text();
          case 4 -> groupName = message.text();
          case 5 -> startTime = message.doubleValue();
          default -> {}
        }
      }
    }

    void end(WireReader message) throws MalformedMessageException {
      while (message.next()) {
        switch (message.field()) {
          case 1 ->
              end =
                  switch ((int) message.integer()) {
                    case 1 -> End.SUCCESS;
                    case 2 -> End.FAILURE;
                    case 3 -> End.RUNNING;
                    default -> End.NONE;
                  };
          case 2 -> endTime = message.doubleValue();
          default -> {}
        }
      }
    }

    void experiment(WireReader message) throws MalformedMessageException {
      isExperiment = true;
      while (message.next()) {
        if (message.field() == 4) {
          SearchDimension dimension = dimension(message.message());
          if (dimension != null) {
            dimensions.add(dimension);
          }
        }
      }
    }

    private static @Nullable SearchDimension dimension(WireReader message)
        throws MalformedMessageException {
      String name = "";
      long type = 0;
      @Nullable Double low = null;
      @Nullable Double high = null;
      @Nullable List<JsonValue> choices = null;
      while (message.next()) {
        switch (message.field()) {
          case 1 -> name = message.text();
          case 4 -> type = message.integer();
          case 5 -> choices = ProtoValue.choices(message.message());
          case 6 -> {
            WireReader interval = message.message();
            low = 0.0;
            high = 0.0;
            while (interval.next()) {
              low = interval.field() == 1 ? (Double) interval.doubleValue() : low;
              high = interval.field() == 2 ? (Double) interval.doubleValue() : high;
            }
          }
          default -> {}
        }
      }
      if (low == null && choices == null) {
        return null;
      }
      Map<String, JsonValue> declared = new LinkedHashMap<>();
      String typeName = typeName(type);
      declared.put("type", new JsonValue.Text(typeName));
      if (choices != null) {
        declared.put("domain_discrete", new JsonValue.Array(choices));
      } else {
        declared.put("min", new JsonValue.Num(ProtoValue.number(low == null ? 0 : low)));
        declared.put("max", new JsonValue.Num(ProtoValue.number(high == null ? 0 : high)));
      }
      return new SearchDimension(
          name,
          choices != null ? SearchDimension.Type.CATEGORICAL : SearchDimension.Type.FLOAT,
          choices != null ? SearchDimension.Scale.NONE : SearchDimension.Scale.LINEAR,
          choices != null ? null : low,
          choices != null ? null : high,
          null,
          choices == null ? List.of() : choices.stream().map(JsonValue::asText).toList(),
          new JsonValue.Obj(declared).toJson());
    }

    private static String typeName(long type) {
      return switch ((int) type) {
        case 1 -> "STRING";
        case 2 -> "BOOL";
        case 3 -> "FLOAT64";
        default -> "UNSET";
      };
    }

    HparamsPlugin build() {
      return new HparamsPlugin(
          hparams,
          startsSession,
          groupName,
          monitorUrl,
          startTime,
          end,
          endTime,
          dimensions,
          isExperiment);
    }
  }
}
