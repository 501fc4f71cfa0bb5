package dev.almanac.analyses.noise;

import dev.almanac.analyses.statistics.Quantiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How much a metric varies from run to run of one configuration: the standard deviation within
 * configurations, pooled over all that were run at least twice.
 *
 * @param sd pooled standard deviation
 * @param low lower end of its 95 % interval, from the chi-square distribution of normal noise
 * @param high upper end of it
 * @param degrees degrees of freedom: repeated runs less configurations
 * @param configurations configurations that were run at least twice
 * @param runs runs of these
 * @param duplicates runs left out because another one has the same params, the same seed and the
 *     same value: the same computation twice says nothing about noise
 */
public record SeedNoise(
    double sd, double low, double high, int degrees, int configurations, int runs, int duplicates) {

  private static final double TAIL = 0.025;

  /** Which configurations an estimate rests on. */
  public enum Subset {
    /** All. */
    ALL,
    /**
     * Those whose mean is at least as good as the median configuration's: noise is often larger
     * where training fails, and a leaderboard compares the good ones.
     */
    BETTER_HALF
  }

  /**
   * Estimates the noise; empty if no configuration was run twice.
   *
   * @param values runs with the values to compare, at most one a run
   * @param sign -1 if the metric is "higher is better"
   */
  public static Optional<SeedNoise> of(List<ConfiguredValue> values, Subset subset, double sign) {
    Set<ConfiguredValue> seeded = new LinkedHashSet<>();
    Map<String, List<Double>> groups = new TreeMap<>();
    int duplicates = 0;
    for (ConfiguredValue value : values) {
      if (value.seeds().isEmpty() || seeded.add(value)) {
        groups
            .computeIfAbsent(value.configuration(), unused -> new ArrayList<>())
            .add(value.value());
      } else {
        duplicates++;
      }
    }
    List<double[]> repeated =
        groups.values().stream()
            .filter(group -> group.size() > 1)
            .map(group -> group.stream().mapToDouble(Double::doubleValue).toArray())
            .toList();
    return pooled(subset == Subset.ALL ? repeated : betterHalf(repeated, sign), duplicates);
  }

  private static Optional<SeedNoise> pooled(List<double[]> groups, int duplicates) {
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    double squares = 0;
    int runs = 0;
    for (double[] group : groups) {
      double mean = mean(group);
      for (double value : group) {
        squares += (value - mean) * (value - mean);
      }
      runs += group.length;
    }
    int degrees = runs - groups.size();
    return Optional.of(
        new SeedNoise(
            Math.sqrt(squares / degrees),
            Math.sqrt(squares / Quantiles.chiSquare(1 - TAIL, degrees)),
            Math.sqrt(squares / Quantiles.chiSquare(TAIL, degrees)),
            degrees,
            groups.size(),
            runs,
            duplicates));
  }

  private static List<double[]> betterHalf(List<double[]> groups, double sign) {
    List<double[]> ordered =
        groups.stream().sorted(Comparator.comparingDouble(group -> sign * mean(group))).toList();
    return ordered.subList(0, (ordered.size() + 1) / 2);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
