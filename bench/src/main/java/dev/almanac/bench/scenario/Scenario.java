package dev.almanac.bench.scenario;

import java.io.IOException;

/** One thing that people do with Almanac, measured from outside. */
interface Scenario {

  /** Names the scenario on the command line and in the file of results. */
  String name();

  /** Says in one line what is measured. */
  String summary();

  /** Whether {@code all} leaves it out because it takes too long or too much room. */
  default boolean onRequestOnly() {
    return false;
  }

  /** Runs it; peers only if the bench has them. */
  Result run(Bench bench) throws IOException, InterruptedException;
}
