package dev.almanac.analyses.noise;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

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
    StringBuilder configuration = new StringBuilder();
    StringBuilder seeds = new StringBuilder();
    new TreeMap<>(params)
        .forEach(
            (key, text) -> {
              if (SeedLikeParams.isSeed(key)) {
                append(seeds, key, text);
              } else if (!SeedLikeParams.isIdentity(key)) {
                append(configuration, key, text);
              }
            });
    return new ConfiguredValue(configuration.toString(), seeds.toString(), value);
  }

  /** Lengths keep {@code a=b, c} apart from {@code a, b=c}. */
  private static void append(StringBuilder to, String key, String text) {
    to.append(key.length()).append(':').append(key).append(text.length()).append(':').append(text);
  }
}
