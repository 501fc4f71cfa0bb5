package dev.almanac.ingest.optuna;

import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.Fingerprint;
import java.util.Map;

/** Hashes what is delivered of a trial. */
final class TrialFingerprint {

  private TrialFingerprint() {}

  /**
   * Returns the fingerprint of a trial.
   *
   * @param context what else changes what is delivered: zone and version
   */
  static String of(Trial trial, String context) {
    Fingerprint print = new Fingerprint();
    Study study = trial.study();
    print.row("context", context);
    print.row("study", Long.toString(study.id()), study.name());
    for (int objective = 0; objective < study.objectives(); objective++) {
      print.row("direction", Integer.toString(objective), study.direction(objective));
    }
    attributes(print, "study user", study.userAttributes());
    attributes(print, "study system", study.systemAttributes());
    print.row(
        "trial",
        Long.toString(trial.number()),
        trial.state(),
        trial.started(),
        trial.completed(),
        trial.heartbeat());
    trial
        .params()
        .forEach(
            (key, param) ->
                print.row(
                    "param " + param.distribution(),
                    key,
                    Double.doubleToLongBits(param.internal()),
                    0));
    trial
        .values()
        .forEach(
            (objective, value) ->
                print.row("value", "", objective, Double.doubleToLongBits(value)));
    for (int i = 0; i < trial.intermediates().size(); i++) {
      Trial.Intermediate each = trial.intermediates().get(i);
      print.row("intermediate", "" + i, each.step(), Double.doubleToLongBits(each.value()));
    }
    attributes(print, "user", trial.userAttributes());
    attributes(print, "system", trial.systemAttributes());
    return print.text();
  }

  private static void attributes(
      Fingerprint print, String table, Map<String, JsonValue> attributes) {
    attributes.forEach((key, value) -> print.row(table, key, value.toJson()));
  }
}
