package dev.almanac.analyses.noise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

  /** Of the hash: a billion configurations collide with a probability of 1e-11. */
  private static final int BYTES = 12;

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

  /** Returns the params of such a text, by key. */
  static Map<String, String> parse(String text) {
    Map<String, String> params = new TreeMap<>();
    int at = 0;
    while (at < text.length()) {
      String key = partAt(text, at);
      at = text.indexOf(':', at) + 1 + key.length();
      String value = partAt(text, at);
      at = text.indexOf(':', at) + 1 + value.length();
      params.put(key, value);
    }
    return params;
  }

  /** Returns what stands for such a text in tables: equal hash, equal text. */
  static String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException exception) {
      throw new IllegalStateException("Every JRE has SHA-256", exception);
    }
  }

  /** Reads a length, a colon and as many characters. */
  private static String partAt(String text, int at) {
    int colon = text.indexOf(':', at);
    int length = Integer.parseInt(text, at, colon, 10);
    return text.substring(colon + 1, colon + 1 + length);
  }

  /** Lengths keep {@code a=b, c} apart from {@code a, b=c}. */
  private static void append(StringBuilder to, String key, String text) {
    to.append(key.length()).append(':').append(key).append(text.length()).append(':').append(text);
  }
}
