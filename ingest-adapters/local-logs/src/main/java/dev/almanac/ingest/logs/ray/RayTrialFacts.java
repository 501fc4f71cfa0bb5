package dev.almanac.ingest.logs.ray;

import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Puts what is known of a trial besides its results into Almanac's words. */
final class RayTrialFacts {

  private final RunLog out;

  RayTrialFacts(RunLog out) {
    this.out = out;
  }

  /** Takes in what the experiment's state says. */
  void state(Experiment.Trial trial) {
    out.trackerRunId(trial.id());
    out.status(trial.status());
    out.jobType(trial.fixed().get("trainable_name").text());
    out.startedAt(IsoTimes.instant(trial.changing().get("start_time").number()));
    if (trial.status() == RunStatus.FINISHED || trial.status() == RunStatus.FAILED) {
      Double last = trial.changing().get("last_result_time").number();
      JsonValue older = trial.changing().get("last_update_time");
      out.endedAt(IsoTimes.instant(last == null ? older.number() : last));
    }
    tag("experiment_tag", trial.fixed().get("experiment_tag"));
    Long failures = trial.changing().get("num_failures").integer();
    if (failures != null && failures > 0) {
      out.tag("num_failures", failures.toString());
    }
    tag("error_msg", trial.fixed().get("error_msg"));
  }

  private void tag(String key, JsonValue value) {
    if (!value.isNull()) {
      out.tag(key, value.asText());
    }
  }

  /** What the search chose is known from the state; the rest of the configuration was given. */
  void params(JsonValue params, Experiment.@Nullable Trial trial) {
    if (trial != null) {
      DocumentParams searched = new DocumentParams(out, "/", ParamOrigin.SWEEP);
      trial.fixed().get("evaluated_params").entries().forEach(searched::put);
    }
    DocumentParams logged = new DocumentParams(out, "/", ParamOrigin.LOGGED);
    params.entries().forEach(logged::put);
    if (trial != null) {
      trial.fixed().get("config").entries().forEach(logged::put);
    }
  }
}
