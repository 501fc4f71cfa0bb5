package dev.almanac.ingest;

import dev.almanac.ingest.model.RunEntry;
import java.util.List;

/**
 * Every run that a source holds now.
 *
 * @param runs one entry a run, ids unique, in a stable order
 * @param problems what could not be listed
 */
public record RunListing(List<RunEntry> runs, List<Problem> problems) {

  /** Copies the lists. */
  public RunListing {
    runs = List.copyOf(runs);
    problems = List.copyOf(problems);
  }
}
