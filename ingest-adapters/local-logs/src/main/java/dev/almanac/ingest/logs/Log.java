package dev.almanac.ingest.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one program logged of one run. Several logs in one folder may be of the same run (Lightning
 * writes CSV and TensorBoard side by side): the strongest is the primary, the others add what it
 * does not say.
 */
public interface Log {

  /** What a log is to the folder that it lies in. */
  enum Role {
    /** The folder is one run, and this is a log of it. */
    RUN,
    /** The folder, or a file in it, holds several runs, and this is one of them, complete. */
    PART,
    /**
     * Says something about the runs in the folder and below it (Hydra's configuration); makes a run
     * of its own only if there are none.
     */
    OVERLAY
  }

  /** Returns what it is to the folder. */
  Role role();

  /** Returns the folder that the run is, or in which it lies. */
  Path folder();

  /**
   * Returns what tells a {@link Role#PART} from the others in its folder: a file's name, a trial's
   * number. Empty for other roles. Stable as long as the run is there.
   */
  default String part() {
    return "";
  }

  /**
   * Returns the files that are read. Their names, sizes and times of change are the run's
   * fingerprint, so a file that is not here is not looked at again.
   */
  List<Path> files();

  /**
   * Returns folders below {@link #folder} that belong to this run: no runs are looked for there.
   */
  default Set<Path> claimed() {
    return Set.of();
  }

  /**
   * Returns files that no format further down may read: what a person mapped is read as they say,
   * and not once more by its looks.
   */
  default Set<Path> exclusive() {
    return Set.of();
  }

  /**
   * Returns what changes whenever the run changes, for a file that holds many runs and would else
   * have all of them read again; null to use {@link #files}.
   */
  default @Nullable String fingerprint() {
    return null;
  }

  /**
   * Returns the name that a weaker log of the same run has for a metric of this one: Hugging Face's
   * {@code eval_loss} is {@code eval/loss} in its TensorBoard events. Called with each key of a
   * weaker log; the answer is how this log would call it.
   */
  default String ownKey(String tracker, String key) {
    return key;
  }

  /**
   * Tells whether its points carry wall times. Of two logs that have the same metric, one that
   * tells times delivers its points, whichever of them is the primary.
   */
  default boolean tellsTimes() {
    return false;
  }

  /**
   * Tells whether it logs the very points that a log of another tracker in the same folder logs
   * too, with the same steps. Then a point that only this log has is taken in even if the other log
   * delivers the metric: nothing is lost where one of the two was cut short.
   */
  default boolean completes(String tracker) {
    return false;
  }

  /**
   * Tells whether its values are to be preferred to the floats of a log of the same points that
   * tells times: where metric and step are the same and the float is the rounding of this log's
   * value, the other log's point gets this log's value.
   */
  default boolean isExact() {
    return false;
  }

  /**
   * Tells whether it says that the run goes on. Asked in each listing, so it looks at names, or at
   * the small document that says so; a log that says it only among its points answers false.
   */
  default boolean isLive() {
    return false;
  }

  /**
   * Reads all of it. What cannot be read is a problem, and the rest goes in.
   *
   * @throws IOException if nothing of it can be read; becomes a problem of the run
   */
  void read(RunLog out) throws IOException;

  /** Tells whether the log only grew since a cursor was given by {@link RunLog#cursor}. */
  default boolean canResume(String cursor) throws IOException {
    return false;
  }

  /** Reads what lies behind the cursor. Only after {@link #canResume}. */
  default void resume(String cursor, RunLog out) throws IOException {
    throw new UnsupportedOperationException("cannot resume");
  }
}
