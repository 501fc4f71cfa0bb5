package dev.almanac.analyses.noise;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What a run was configured with, and what came out.
 *
 * @param configuration the params that configure it, in one text; equal texts, equal params
 * @param seeds the params that choose its randomness, in one text; empty if none is logged
 * @param value the metric, finite
 */
public record ConfiguredValue(String configuration, String seeds, double value) {

  /** Checks that the value is finite. */
  public ConfiguredValue {
    requireNonNull(configuration, "configuration is null");
    requireNonNull(seeds, "seeds is null");
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("Cannot take a noise from the value " + value);
    }
  }

  /** Sorts the params of a run into those that configure it and its seeds. */
  public static ConfiguredValue of(Map<String, String> params, double value) {
    Configuration sorted = Configuration.of(params);
    return new ConfiguredValue(sorted.params(), sorted.seeds(), value);
  }
}
