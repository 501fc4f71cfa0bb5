package dev.almanac.ingest.wandb;

import dev.almanac.ingest.model.RunStatus;
import org.jspecify.annotations.Nullable;

/** W&B's words for the state of a run, in Almanac's. Pure. */
public final class WandbStates {

  private WandbStates() {}

  /** Returns the status for a state as the server and old metadata files state it. */
  public static RunStatus status(@Nullable String state) {
    if (state == null) {
      return RunStatus.UNKNOWN;
    }
    return switch (state) {
      case "running", "preempting" -> RunStatus.RUNNING;
      case "finished" -> RunStatus.FINISHED;
      case "failed" -> RunStatus.FAILED;
      case "crashed" -> RunStatus.CRASHED;
      case "killed", "preempted" -> RunStatus.KILLED;
      case "pending" -> RunStatus.SCHEDULED;
      default -> RunStatus.UNKNOWN;
    };
  }

  /** Returns the status of a run that ended with an exit code. */
  public static RunStatus ofExit(long exitCode) {
    return exitCode == 0 ? RunStatus.FINISHED : RunStatus.FAILED;
  }
}
