package dev.almanac.bench.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step of a scenario cost, over all its repetitions.
 *
 * @param step what was done, for people
 * @param wallSeconds elapsed seconds of each repetition
 * @param cpuSeconds user and system seconds of the process and all its children, each repetition
 * @param peakMegabytes largest resident set of a single process in any repetition, in 10^6 bytes;
 *     null where this system does not tell
 * @param points points moved in one repetition; 0 where that makes no sense
 * @param note what a reader must know, or null
 */
public record Measurement(
    String step,
    List<Double> wallSeconds,
    List<Double> cpuSeconds,
    @Nullable Double peakMegabytes,
    long points,
    @Nullable String note) {

  /** Copies the lists. */
  public Measurement {
    wallSeconds = List.copyOf(wallSeconds);
    cpuSeconds = List.copyOf(cpuSeconds);
  }

  /** Returns the median of the elapsed seconds. */
  public double wall() {
    return median(wallSeconds);
  }

  /** Returns the median of the CPU seconds. */
  public double cpu() {
    return median(cpuSeconds);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
