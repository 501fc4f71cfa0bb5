package dev.almanac.ingest;

import static java.util.Objects.requireNonNull;

/**
 * Evidence by which the same run is known in several trackers; table {@code run_identities}. Two
 * runs of different sources with one equal identity are one run, seen twice; the warehouse then
 * shows it once ({@code runs.same_as}).
 *
 * <p>Only what cannot be equal by chance is an identity. A source states the identity of its own
 * run (a W&B run: {@code wandb}, {@code entity/project/id}) and those that the run itself names (an
 * MLflow run id among the params of a Lightning run).
 *
 * @param kind which naming it belongs to
 * @param value the name within it
 */
public record RunIdentity(Kind kind, String value) {

  /** The namings. */
  public enum Kind {
    /** MLflow: the run's UUID. */
    MLFLOW,
    /** W&B: {@code project/id}; the entity is often not known offline. */
    WANDB,
    /** Neptune: {@code workspace/project/sys-id} or the custom run id. */
    NEPTUNE,
    /** Comet: the experiment key. */
    COMET,
    /** ClearML: the task's id. */
    CLEARML,
    /** Aim: the run's hash. */
    AIM,
    /** Real path of the folder into which the run, and no other, wrote its logs. */
    FOLDER
  }

  /** Checks for null and emptiness. */
  public RunIdentity {
    requireNonNull(kind, "kind is null");
    requireNonNull(value, "value is null");
    if (value.isBlank()) {
      throw new IllegalArgumentException("an identity must not be blank");
    }
  }
}
