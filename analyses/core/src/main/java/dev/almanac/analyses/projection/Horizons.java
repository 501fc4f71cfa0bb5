package dev.almanac.analyses.projection;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.convergence.XAxis;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far runs are to go.
 *
 * <p>A run that has not ended by itself is to go as far as a param of it says, if finished runs of
 * the project went as far as that param said; else as far as finished runs typically went; else as
 * far as the longest. A run that ended by itself, or went as far already, is looked at half again
 * as far: what more of the same would bring.
 */
final class Horizons {

  /** Runs that end within this share of a length have that length. */
  private static final double REACHED = 0.97;

  private static final double HALF_AGAIN = 1.5;
  private static final double AGREEING_SHARE = 0.8;

  private final Map<String, Double> offsets;
  private final double typical;
  private final String typicalWord;

  private Horizons(Map<String, Double> offsets, double typical, String typicalWord) {
    this.offsets = offsets;
    this.typical = typical;
    this.typicalWord = typicalWord;
  }

  /**
   * A place to forecast.
   *
   * @param x where
   * @param word declared, typical, longest or half_again
   */
  record Horizon(double x, String word) {}

  /** Learns from runs over one axis. */
  static Horizons of(List<ProjectedRun> runs) {
    double[] lengths =
        runs.stream().filter(ProjectedRun::finished).mapToDouble(ProjectedRun::lastX).toArray();
    Arrays.sort(lengths);
    double longest = runs.stream().mapToDouble(ProjectedRun::lastX).max().orElse(Double.NaN);
    return lengths.length > 0
        ? new Horizons(offsets(runs), lengths[lengths.length / 2], "typical")
        : new Horizons(Map.of(), longest, "longest");
  }

  /** Returns where to forecast a run. */
  Horizon of(ProjectedRun run) {
    if (!run.finished()) {
      for (Map.Entry<String, Double> offset : offsets.entrySet()) {
        Double declared = run.declared().get(offset.getKey());
        if (declared != null && run.lastX() < REACHED * (declared + offset.getValue())) {
          return new Horizon(declared + offset.getValue(), "declared");
        }
      }
      if (run.lastX() < REACHED * typical) {
        return new Horizon(typical, typicalWord);
      }
    }
    double first = run.x()[0];
    double length = Math.max(run.lastX() - first, run.axis() == XAxis.TIME ? 0 : 1);
    return new Horizon(first + HALF_AGAIN * length, "half_again");
  }

  /** Returns the params that finished runs kept to, with the usual distance of the last x. */
  private static Map<String, Double> offsets(List<ProjectedRun> runs) {
    Map<String, int[]> kept = new TreeMap<>();
    Map<String, Double> offsets = new TreeMap<>();
    for (ProjectedRun run : runs) {
      if (!run.finished()) {
        continue;
      }
      run.declared()
          .forEach(
              (key, value) -> {
                int[] counts = kept.computeIfAbsent(key, any -> new int[2]);
                counts[0]++;
                if (run.lastX() >= REACHED * value - 1 && run.lastX() <= value) {
                  counts[1]++;
                  offsets.merge(key, run.lastX() - value, Math::max);
                }
              });
    }
    offsets.keySet().removeIf(key -> agree(requireNonNull(kept.get(key))) < AGREEING_SHARE);
    return offsets;
  }

  private static double agree(int[] counts) {
    return (double) counts[1] / counts[0];
  }
}
