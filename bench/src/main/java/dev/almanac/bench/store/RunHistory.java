package dev.almanac.bench.store;

import java.util.List;

/** Invents runs: number {@code i} depends on {@code i} and the history's settings alone. */
interface RunHistory {

  /** Returns the names of the experiments that {@link SyntheticRun#experiment()} counts. */
  List<String> experiments();

  /** Returns one run, numbered from 0. */
  SyntheticRun run(int index);
}
