package dev.almanac.analyses.direction;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The one metric that a project is judged by.
 *
 * @param key the metric, or empty if none fits
 * @param basis what the choice rests on
 * @param reason one sentence for people
 */
public record PrimaryMetric(Optional<String> key, Basis basis, String reason) {

  /** Checks for null. */
  public PrimaryMetric {
    requireNonNull(key, "key is null");
    requireNonNull(basis, "basis is null");
    requireNonNull(reason, "reason is null");
  }

  /**
   * Chooses the primary metric of a project: declared, else stated by the tracker, else by rule.
   *
   * <p>The rule: among the metrics with a known direction that describe the model and that at least
   * half as many runs logged as the most logged one, validation comes before test, test before
   * unmarked, unmarked before train; then measures before losses, more runs before fewer, short
   * names before long ones, and the alphabet.
   *
   * @param metrics the metrics that users logged; none that the tracker sampled from hardware
   */
  public static PrimaryMetric choose(List<LoggedMetric> metrics, DirectionRules rules) {
    Optional<String> declared = rules.declared().primaryKey().filter(key -> logs(metrics, key));
    if (declared.isPresent()) {
      return new PrimaryMetric(declared, Basis.DECLARED, "Declared in the configuration.");
    }
    Optional<String> tracked = rules.tracker().primaryKey().filter(key -> logs(metrics, key));
    if (tracked.isPresent()) {
      return new PrimaryMetric(tracked, Basis.TRACKER, "Stated by the tracker.");
    }
    return byRule(metrics, rules);
  }

  private static PrimaryMetric byRule(List<LoggedMetric> metrics, DirectionRules rules) {
    List<LoggedMetric> fit =
        metrics.stream()
            .filter(metric -> !metric.name().describesHardware())
            .filter(metric -> rules.of(metric.name()).direction() != Direction.UNKNOWN)
            .toList();
    long most = fit.stream().mapToLong(LoggedMetric::runs).max().orElse(0);
    Optional<LoggedMetric> best =
        fit.stream().filter(metric -> metric.runs() * 2 >= most).min(preference(rules));
    if (best.isEmpty()) {
      return new PrimaryMetric(
          Optional.empty(),
          Basis.UNKNOWN,
          "No logged metric has a known direction; declare one in the configuration.");
    }
    return new PrimaryMetric(
        Optional.of(best.get().name().key()), Basis.INFERRED_NAME, reason(best.get()));
  }

  private static Comparator<LoggedMetric> preference(DirectionRules rules) {
    return Comparator.comparing((LoggedMetric metric) -> metric.name().role())
        .thenComparing(metric -> metric.name().stem().contains("loss") ? 1 : 0)
        .thenComparing(LoggedMetric::runs, Comparator.reverseOrder())
        .thenComparing(metric -> metric.name().words().size())
        .thenComparing(metric -> metric.name().key());
  }

  private static String reason(LoggedMetric chosen) {
    String kind =
        switch (chosen.name().role()) {
          case VALIDATION -> "a validation metric";
          case TEST -> "a test metric, and no validation metric is logged as widely";
          case UNMARKED -> "not marked as a training metric";
          case TRAIN -> "a training metric, for lack of any other";
        };
    return "Chosen by rule: its direction is known, it is "
        + kind
        + ", and "
        + chosen.runs()
        + (chosen.runs() == 1 ? " run" : " runs")
        + " logged it.";
  }

  private static boolean logs(List<LoggedMetric> metrics, String key) {
    return metrics.stream().anyMatch(metric -> metric.name().key().equals(key));
  }
}
