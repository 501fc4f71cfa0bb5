package dev.almanac.ingest.logs.huggingface;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code trainer_state.json} in a stream: the history entry by entry, everything else into
 * memory.
 */
final class TrainerState {

  private final Path file;
  private final RunLog out;
  private final RowPoints points;
  private final Map<String, JsonValue> facts = new LinkedHashMap<>();
  private boolean ended;

  TrainerState(Path file, RunLog out) {
    this.file = file;
    this.out = out;
    this.points = new RowPoints(out, MetricKind.METRIC, StepKind.STEP);
  }

  /**
   * Hands on the history.
   *
   * @throws IOException if the file is no JSON object; a file that is cut off is a problem
   */
  void read() throws IOException {
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file));
        JsonParser parser = JsonText.factory().createParser(input)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        cut(0);
        return;
      }
      if (first != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      try {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          JsonToken token = parser.nextToken();
          if (name.equals("log_history") && token == JsonToken.START_ARRAY) {
            history(parser);
          } else {
            facts.put(name, JsonText.read(parser));
          }
        }
      } catch (JsonEOFException end) {
        cut(end.getLocation().getByteOffset());
      }
    } finally {
      points.tellLeftOut(file);
    }
  }

  private void cut(long offset) {
    out.problem(
        Problem.Kind.TRUNCATED, file, offset, "The file ends in the middle of a value", null);
  }

  private void history(JsonParser parser) throws IOException {
    long step = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonValue entry = JsonText.read(parser);
      Long own = entry.get("step").integer();
      step = own == null ? step : own;
      boolean isSummary = !entry.get("train_runtime").isNull();
      ended |= isSummary;
      for (Map.Entry<String, JsonValue> field : entry.entries().entrySet()) {
        if (field.getKey().equals("step")) {
          continue;
        }
        Double number = field.getValue().number();
        if (isSummary && number != null && !field.getKey().equals("epoch")) {
          out.reported(MetricKind.METRIC, field.getKey(), number);
        } else {
          points.value(field.getKey(), field.getValue(), step, RunSink.NO_TIME);
        }
      }
    }
  }

  /** Says what the file says of the run itself. */
  void tell(Path run) {
    Long maxSteps = number("max_steps");
    Long step = number("global_step");
    boolean reached = maxSteps != null && step != null && maxSteps > 0 && step >= maxSteps;
    out.status(ended || reached ? RunStatus.FINISHED : RunStatus.UNKNOWN);
    DocumentParams trial = new DocumentParams(out, "/", ParamOrigin.SWEEP);
    trial.all(facts.getOrDefault("trial_params", JsonValue.NULL));
    JsonValue name = facts.getOrDefault("trial_name", JsonValue.NULL);
    out.name(name.text());
    boolean isTrial =
        facts
            .getOrDefault("is_hyper_param_search", JsonValue.NULL)
            .equals(new JsonValue.Bool(true));
    Path above = run.getParent();
    if (isTrial && above != null && above.getFileName() != null) {
      out.groupName(above.getFileName().toString());
    }
    for (String fact :
        List.of(
            "best_metric",
            "best_global_step",
            "best_model_checkpoint",
            "global_step",
            "max_steps",
            "epoch",
            "num_train_epochs",
            "total_flos",
            "num_input_tokens_seen",
            "train_batch_size",
            "logging_steps",
            "eval_steps",
            "save_steps")) {
      JsonValue value = facts.getOrDefault(fact, JsonValue.NULL);
      if (!value.isNull()) {
        out.tag("trainer/" + fact, value.asText());
      }
    }
  }

  private @Nullable Long number(String name) {
    return facts.getOrDefault(name, JsonValue.NULL).integer();
  }
}
