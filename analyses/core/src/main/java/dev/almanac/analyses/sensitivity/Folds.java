package dev.almanac.analyses.sensitivity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Deal runs into folds so that repeats of one configuration stay together. */
final class Folds {
  /** Number of folds. */
  static final int COUNT = 5;

  private Folds() {}

  private record Hashed(String configuration, long hash) {}

  /**
   * Deal the configurations, in the order of a hash of their keys, one to each fold in turn.
   *
   * @param table the runs
   * @param seed changes the deal
   * @return fold of each run
   */
  static int[] deal(RunTable table, long seed) {
    String[] keys = new String[table.size()];
    for (int run = 0; run < keys.length; run++) {
      keys[run] = table.configuration(run);
    }
    Hashed[] distinct =
        Arrays.stream(keys)
            .distinct()
            .map(key -> new Hashed(key, hash(key, seed)))
            .toArray(Hashed[]::new);
    Arrays.sort(
        distinct, Comparator.comparingLong(Hashed::hash).thenComparing(Hashed::configuration));
    Map<String, Integer> foldOf = new HashMap<>();
    for (int i = 0; i < distinct.length; i++) {
      foldOf.put(distinct[i].configuration(), i % COUNT);
    }
    int[] folds = new int[keys.length];
    for (int run = 0; run < keys.length; run++) {
      folds[run] = foldOf.getOrDefault(keys[run], 0);
    }
    return folds;
  }

  /** FNV-1a over the characters, then the finaliser of SplitMix64 (Steele et al., OOPSLA 2014). */
  private static long hash(String key, long seed) {
    long h = 0xcbf29ce484222325L ^ seed;
    for (int i = 0; i < key.length(); i++) {
      h = (h ^ key.charAt(i)) * 0x100000001b3L;
    }
    h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
    h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
    return h ^ (h >>> 31);
  }
}
