package dev.almanac.bench.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes invented runs as a tracker or a logger leaves them on disk. Run number {@code i} depends
 * on {@code i} and the generator's settings alone. Stateless.
 */
public interface RunGenerator {

  /**
   * Writes one run.
   *
   * @param root folder that holds all runs; made if it is not there
   * @param index number of the run, from 0
   * @throws IOException if it cannot be written, or is there already
   */
  void write(Path root, int index) throws IOException;
}
