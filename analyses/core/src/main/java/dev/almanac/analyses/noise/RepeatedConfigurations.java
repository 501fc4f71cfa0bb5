package dev.almanac.analyses.noise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The configurations that were run at least twice, each with its runs and a name to show. */
final class RepeatedConfigurations {

  private static final int MOST_SETTINGS = 6;
  private static final int MOST_CHARACTERS = 40;

  private RepeatedConfigurations() {}

  /**
   * One run of a configuration.
   *
   * @param last value at the highest step, finite
   * @param best best value, finite
   */
  record Run(String runKey, ConfiguredValue last, ConfiguredValue best) {}

  /**
   * A configuration.
   *
   * @param id hash of its params, the seed aside
   * @param settings the params in which the repeated configurations differ; null if there is but
   *     one
   * @param runs at least two, in the order given, the same computation once
   * @param duplicates runs left out because params, seed and values equal those of another one
   */
  record Repeated(String id, @Nullable String settings, List<Run> runs, int duplicates) {}

  /** Finds them, in the order of their params' text. */
  static List<Repeated> of(List<Run> runs) {
    Map<String, List<Run>> groups = new TreeMap<>();
    Map<String, Integer> duplicates = new LinkedHashMap<>();
    Set<List<ConfiguredValue>> seeded = new LinkedHashSet<>();
    for (Run run : runs) {
      String configuration = run.last().configuration();
      if (run.last().seeds().isEmpty() || seeded.add(List.of(run.last(), run.best()))) {
        groups.computeIfAbsent(configuration, unused -> new ArrayList<>()).add(run);
      } else {
        duplicates.merge(configuration, 1, Integer::sum);
      }
    }
    groups.values().removeIf(group -> group.size() < 2);
    Set<String> varying = varying(groups.keySet());
    List<Repeated> found = new ArrayList<>();
    groups.forEach(
        (configuration, group) ->
            found.add(
                new Repeated(
                    Configuration.hash(configuration),
                    settings(configuration, varying),
                    group,
                    duplicates.getOrDefault(configuration, 0))));
    return found;
  }

  /** Returns the params that not all configurations have with the same value. */
  private static Set<String> varying(Set<String> configurations) {
    Map<String, Set<String>> values = new TreeMap<>();
    Map<String, Integer> having = new TreeMap<>();
    for (String configuration : configurations) {
      Configuration.parse(configuration)
          .forEach(
              (key, value) -> {
                values.computeIfAbsent(key, unused -> new TreeSet<>()).add(value);
                having.merge(key, 1, Integer::sum);
              });
    }
    Set<String> varying = new TreeSet<>();
    values.forEach(
        (key, texts) -> {
          if (texts.size() > 1 || having.getOrDefault(key, 0) < configurations.size()) {
            varying.add(key);
          }
        });
    return varying;
  }

  private static @Nullable String settings(String configuration, Set<String> varying) {
    if (varying.isEmpty()) {
      return null;
    }
    Map<String, String> params = Configuration.parse(configuration);
    List<String> parts = new ArrayList<>();
    for (String key : varying) {
      if (parts.size() == MOST_SETTINGS) {
        parts.add("and " + (varying.size() - MOST_SETTINGS) + " more");
        break;
      }
      String value = params.get(key);
      parts.add(value == null ? "no " + key : key + "=" + shortened(value));
    }
    return String.join(", ", parts);
  }

  private static String shortened(String value) {
    return value.codePointCount(0, value.length()) <= MOST_CHARACTERS
        ? value
        : value.substring(0, value.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
  }
}
