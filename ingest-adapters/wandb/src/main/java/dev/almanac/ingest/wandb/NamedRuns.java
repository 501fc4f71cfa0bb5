package dev.almanac.ingest.wandb;

import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.read.json.JsonValue;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the same run in other trackers among the params: the name says so at its top, and the value
 * has the form of that tracker's ids. Names further down may be of other runs, as of one that was
 * loaded. Pure.
 */
final class NamedRuns {

  private static final Set<String> MLFLOW = Set.of("mlflow_run_id", "mlflow_run_uuid");
  private static final Pattern MLFLOW_ID = Pattern.compile("[0-9a-f]{32}");

  private static final Set<String> COMET = Set.of("comet_experiment_key", "comet_experiment_id");

  /** Comet's keys have 32 to 50 letters and digits. */
  private static final Pattern COMET_KEY = Pattern.compile("[0-9A-Za-z]{32,50}");

  private NamedRuns() {}

  /** Returns the identity that a param states, or null. */
  static @Nullable RunIdentity of(String param, JsonValue value) {
    String id = value.text();
    if (id == null) {
      return null;
    }
    String name = param.toLowerCase(Locale.ROOT).replace('.', '_').replace('/', '_');
    if (MLFLOW.contains(name) && MLFLOW_ID.matcher(id).matches()) {
      return new RunIdentity(RunIdentity.Kind.MLFLOW, id);
    }
    if (COMET.contains(name) && COMET_KEY.matcher(id).matches()) {
      return new RunIdentity(RunIdentity.Kind.COMET, id);
    }
    return null;
  }
}
