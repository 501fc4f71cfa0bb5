package dev.almanac.analyses.direction;

import static java.util.Objects.requireNonNull;

/**
 * Decides directions within one project: what is declared, else what the tracker states, else the
 * name. Immutable.
 */
public final class DirectionRules {

  private final MetricStatements declared;
  private final MetricStatements tracker;

  /**
   * Creates the rules of a project.
   *
   * @param declared what the user's configuration states; wins
   * @param tracker what the tracker states
   */
  public DirectionRules(MetricStatements declared, MetricStatements tracker) {
    this.declared = requireNonNull(declared, "declared is null");
    this.tracker = requireNonNull(tracker, "tracker is null");
  }

  /** Returns the direction of a metric, its basis and the reason. */
  public StatedDirection of(MetricName name) {
    Direction configured = declared.directions().get(name.key());
    if (configured != null && configured != Direction.UNKNOWN) {
      return new StatedDirection(configured, Basis.DECLARED, "Declared in the configuration.");
    }
    Direction tracked = tracker.directions().get(name.key());
    if (tracked != null && tracked != Direction.UNKNOWN) {
      return new StatedDirection(tracked, Basis.TRACKER, "Stated by the tracker.");
    }
    return NameRules.infer(name);
  }

  MetricStatements declared() {
    return declared;
  }

  MetricStatements tracker() {
    return tracker;
  }
}
