package dev.almanac.bench.scenario;

import java.util.List;

/**
 * All that one scenario measured.
 *
 * @param measurements the steps, Almanac's and the peers', in the order they ran
 * @param comparisons the targets
 */
public record Result(List<Measurement> measurements, List<Comparison> comparisons) {

  /** Copies the lists. */
  public Result {
    measurements = List.copyOf(measurements);
    comparisons = List.copyOf(comparisons);
  }
}
