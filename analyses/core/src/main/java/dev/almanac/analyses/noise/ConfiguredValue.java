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

  /** Returns the params of a configuration's text, by key. */
  static Map<String, String> params(String configuration) {
    Map<String, String> params = new TreeMap<>();
    int at = 0;
    while (at < configuration.length()) {
      String key = partAt(configuration, at);
      at = configuration.indexOf(':', at) + 1 + key.length();
      String text = partAt(configuration, at);
      at = configuration.indexOf(':', at) + 1 + text.length();
      params.put(key, text);
    }
    return params;
  }

  /** Reads a length, a colon and as many characters. */
  private static String partAt(String configuration, int at) {
    int colon = configuration.indexOf(':', at);
    int length = Integer.parseInt(configuration, at, colon, 10);
    return configuration.substring(colon + 1, colon + 1 + length);
  }

  /** Lengths keep {@code a=b, c} apart from {@code a, b=c}. */
  private static void append(StringBuilder to, String key, String text) {
    to.append(key.length()).append(':').append(key).append(text.length()).append(':').append(text);
  }
}
