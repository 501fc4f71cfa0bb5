package dev.almanac.ingest;

import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.model.Run;

/**
 * Takes in the facts of runs, in any interleaving. Implemented by the warehouse and by tests; not
 * safe for use by several threads.
 *
 * <p>Runs and metric keys are named by small numbers that this sink hands out, so that a point
 * costs no object: see {@link #point}.
 */
public interface RunSink {

  /** Stands for "no time was logged" in {@link #point}. */
  long NO_TIME = Long.MIN_VALUE;

  /**
   * Begins a run and returns its handle, valid until the end of the batch.
   *
   * @throws IllegalArgumentException if a run with this id was begun in this batch
   */
  int begin(Run run);

  /**
   * Continues a run that is in the warehouse. Its points there stay, and those delivered now come
   * after them. Its other facts there stay too, unless one of the same name is delivered now: a
   * param of the same key, an artifact of the same path. What is said of the run itself, here or by
   * {@link #update}, replaces what was said before. Only in {@link RunSource#resume}.
   */
  int append(Run run);

  /**
   * Replaces what {@link #begin} or {@link #append} said of the run itself, for sources that learn
   * it only at the end of a file. The id must be the same; the last call holds.
   */
  void update(int run, Run facts);

  /**
   * Says how far the run was read: a text that {@link RunSource#resume} gets when the run has
   * changed. Without one, a changed run is read whole.
   *
   * @param cursor any text of the source's own, best below 1,000 characters
   */
  void cursor(int run, String cursor);

  /** Returns the handle of a metric key, the same for equal arguments throughout the batch. */
  int key(MetricKind kind, String key);

  /**
   * Takes in one point, exactly as logged.
   *
   * @param run handle from {@link #begin}
   * @param key handle from {@link #key}
   * @param step any long; 0 where the source knows no steps
   * @param timeMicros microseconds since the epoch, UTC, or {@link #NO_TIME}; a time that does not
   *     fit is {@link #NO_TIME} and a {@link Problem} of kind {@code ALTERED} with the raw text
   * @param value any double, NaN and infinities included
   */
  void point(int run, int key, long step, long timeMicros, double value);

  /**
   * Says that a run was restarted and logs a metric again from an earlier step on: the points of
   * this run and key that were taken in so far and whose step is not less than the given one are
   * superseded by those that come. They stay as they were logged; curves and summaries of what the
   * run came to leave them out.
   *
   * <p>A sink that keeps points keeps this as a row: run, key, the number of points taken in before
   * ({@code seq}, those of earlier syncs included) and the step.
   */
  default void restart(int run, int key, long step) {}

  /**
   * Takes in what the tracker itself states as the summary of a metric (the latest by its own rule,
   * or a declared minimum or maximum).
   */
  void reported(int run, int key, double value);

  /** Takes in a param with its text as logged; may be empty. */
  void param(int run, String key, String value, ParamOrigin origin);

  /**
   * Takes in a param whose type the source states, so that a text {@code "1"} is not mistaken for a
   * number.
   *
   * @param value the text as logged; of a JSON string its content
   */
  void param(int run, String key, String value, ParamType type, ParamOrigin origin);

  /** Takes in a tag with its text as logged; may be empty. */
  void tag(int run, String key, String value);

  /** Takes in a tag of the project (MLflow: experiment) that the run belongs to. */
  void projectTag(int run, String key, String value);

  /** Takes in an artifact; its content stays where it is. */
  void artifact(int run, Artifact artifact);

  /** Takes in the use of a dataset. */
  void dataset(int run, DatasetUse dataset);

  /** Takes in a fact about code, packages, hardware or the like. */
  void environment(int run, EnvironmentFact fact);

  /** Takes in what the source states of a metric besides its points; at most once a key. */
  void metric(int run, MetricDefinition definition);

  /** Takes in one param of the declared search space of the run's sweep. */
  void searchDimension(int run, SearchDimension dimension);

  /** Takes in evidence by which the run is known elsewhere. */
  void identity(int run, RunIdentity identity);

  /** Takes in an edge to another run, model or artifact. */
  void lineage(int run, LineageEdge edge);

  /**
   * Takes in something that could not be read, or only differently from how it stands in the
   * source. Nothing may be dropped, clamped, guessed or capped without one.
   */
  void problem(Problem problem);
}
