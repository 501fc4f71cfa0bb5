package dev.almanac.analyses.trend;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.RowGroup;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The history of one project, as the input script gives it. Maps are sorted, so that nothing
 * depends on the order of rows.
 */
final class TrendInput {

  /** A start before this is a wrong clock rather than a run; it would make thousands of weeks. */
  private static final Duration LONGEST_HISTORY = Duration.ofDays(20 * 366);

  private static final int RUN = 1;
  private static final int VALUE = 2;
  private static final int DIVERGENCE = 3;

  private final ZoneId zone;
  private @Nullable Instant asOf;
  private final Map<String, Run> runs = new TreeMap<>();
  private final Map<String, Metric> metrics = new TreeMap<>();
  private final Map<String, Boolean> diverged = new TreeMap<>();
  private final Map<SettingKey, Map<String, Setting>> settings = new TreeMap<>();
  private long deleted;
  private long undated;
  private long implausible;
  private final Set<String> undirected = new TreeSet<>();

  /**
   * A run that was not deleted and whose start is known.
   *
   * @param key its run_key
   * @param status its status
   * @param monday Monday of the week in which it started
   * @param seconds how long it ran; NaN if that is not known
   */
  record Run(String key, String status, LocalDate monday, double seconds) {

    boolean hasResult() {
      return status.equals("finished") || status.equals("unknown");
    }

    boolean isLost() {
      return status.equals("failed") || status.equals("crashed");
    }

    boolean hasEnded() {
      return status.equals("finished") || isLost() || status.equals("killed");
    }
  }

  /**
   * A metric whose direction is known.
   *
   * @param key its key
   * @param direction min or max
   * @param primary whether the project is judged by it
   * @param values best value by run_key; NaN where there is no finite one
   */
  record Metric(String key, String direction, boolean primary, Map<String, Double> values) {}

  /** What kind of setting, and its name. */
  record SettingKey(String kind, String key) implements Comparable<SettingKey> {
    @Override
    public int compareTo(SettingKey other) {
      int order = kind.compareTo(other.kind);
      return order == 0 ? key.compareTo(other.key) : order;
    }
  }

  /** A value as text, and as a number if it is one, else NaN. */
  record Setting(String text, double number) {}

  TrendInput(ZoneId zone) {
    this.zone = zone;
  }

  /** Takes in rows. */
  void add(RowGroup group) {
    long[] parts = group.integers("part");
    @Nullable String[] runKeys = group.texts("run_key");
    @Nullable String[] kinds = group.texts("kind");
    @Nullable String[] keys = group.texts("key");
    @Nullable String[] texts = group.texts("text");
    double[] numbers = group.numbers("number");
    @Nullable Instant[] times = group.instants("at");
    for (int row = 0; row < group.size(); row++) {
      String runKey = requireNonNull(runKeys[row], "row without run");
      String kind = requireNonNull(kinds[row], "row without kind");
      String key = requireNonNull(keys[row], "row without key");
      switch ((int) parts[row]) {
        case 0 -> asOf = times[row];
        case RUN -> addRun(runKey, kind, numbers[row], times[row]);
        case VALUE -> addValue(runKey, key, kind, texts[row] != null, numbers[row]);
        case DIVERGENCE -> diverged.merge(runKey, numbers[row] > 0, Boolean::logicalOr);
        default ->
            settings
                .computeIfAbsent(new SettingKey(kind, key), k -> new TreeMap<>())
                .put(runKey, new Setting(texts[row] == null ? "" : texts[row], numbers[row]));
      }
    }
  }

  private void addRun(String key, String status, double seconds, @Nullable Instant start) {
    if (status.equals("deleted")) {
      deleted++;
    } else if (start == null) {
      undated++;
    } else if (isImplausible(start)) {
      implausible++;
    } else {
      runs.put(key, new Run(key, status, monday(start), seconds));
    }
  }

  private void addValue(
      String runKey, String key, String direction, boolean primary, double value) {
    if (direction.equals("unknown")) {
      undirected.add(key);
      return;
    }
    metrics
        .computeIfAbsent(key, k -> new Metric(k, direction, primary, new TreeMap<>()))
        .values()
        .put(runKey, Math.abs(value) < Double.MAX_VALUE ? value : Double.NaN);
  }

  /** Returns the runs that have a week, by their keys. */
  Map<String, Run> runs() {
    return runs;
  }

  /** Returns the metrics with a direction: the primary one, then those that more runs have. */
  List<Metric> metrics() {
    List<Metric> ordered = new ArrayList<>(metrics.values());
    ordered.sort(
        Comparator.comparing((Metric metric) -> !metric.primary())
            .thenComparing(metric -> -metric.values().size())
            .thenComparing(Metric::key));
    return ordered;
  }

  /** Returns for each run with a curve of the primary metric whether it diverged. */
  Map<String, Boolean> diverged() {
    return diverged;
  }

  /** Returns the settings that differ between runs, by run_key. */
  Map<SettingKey, Map<String, Setting>> settings() {
    return settings;
  }

  /** Returns how many runs were deleted. */
  long deleted() {
    return deleted;
  }

  /** Returns how many runs have no start. */
  long undated() {
    return undated;
  }

  /** Returns how many metrics have no known direction. */
  long undirected() {
    return undirected.size();
  }

  /** Tells whether a week was not over when the project's sources were last read. */
  boolean isPartial(LocalDate monday) {
    return asOf != null && monday.plusWeeks(1).atStartOfDay(zone).toInstant().isAfter(asOf);
  }

  /** Returns how many runs claim a start in the future or more than twenty years ago. */
  long implausible() {
    return implausible;
  }

  private boolean isImplausible(Instant start) {
    return asOf != null
        && (start.isAfter(asOf.plus(Duration.ofDays(7)))
            || start.isBefore(asOf.minus(LONGEST_HISTORY)));
  }

  private LocalDate monday(Instant instant) {
    return LocalDate.ofInstant(instant, zone)
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }
}
