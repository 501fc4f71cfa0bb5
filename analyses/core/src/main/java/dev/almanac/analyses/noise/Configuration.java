package dev.almanac.analyses.noise;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * The params of a run, sorted into those that configure it and those that choose its randomness;
 * names and places of the run itself belong to neither.
 *
 * @param params the params that configure it, in one text; equal texts, equal params; empty if none
 *     is logged
 * @param seeds the params that choose its randomness, in one text; empty if none is logged
 */
public record Configuration(String params, String seeds) {

  /** Checks for null. */
  public Configuration {
    requireNonNull(params, "params is null");
    requireNonNull(seeds, "seeds is null");
  }

  /** Sorts the params of a run, values by keys. */
  public static Configuration of(Map<String, String> params) {
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
    return new Configuration(configuration.toString(), seeds.toString());
  }

  /** Lengths keep {@code a=b, c} apart from {@code a, b=c}. */
  private static void append(StringBuilder to, String key, String text) {
    to.append(key.length()).append(':').append(key).append(text.length()).append(':').append(text);
  }
}
