package dev.almanac.ingest.wandb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run and the folders that its starts wrote.
 *
 * @param runId id in the source
 * @param id W&B's own id
 * @param folders the folders in the order of their starts
 * @param sweep what a sweep handed to it, or null
 */
record FoundRun(String runId, String id, List<RunFolder> folders, WandbWalk.@Nullable Sweep sweep) {

  /** Copies the list. */
  FoundRun {
    folders = List.copyOf(folders);
  }
}
