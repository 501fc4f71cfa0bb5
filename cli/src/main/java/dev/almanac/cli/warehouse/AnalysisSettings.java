package dev.almanac.cli.warehouse;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.pooling.AcrossProjects;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.config.Zones;
import java.time.ZoneId;

/**
 * What the user settled that results depend on.
 *
 * @param objectives metrics whose direction or role almanac.yaml states
 * @param across how projects are compared and which params are one
 * @param zone zone in which weeks begin
 */
public record AnalysisSettings(DeclaredObjectives objectives, AcrossProjects across, ZoneId zone) {

  /** What holds if nothing was settled. */
  static final AnalysisSettings DEFAULT =
      new AnalysisSettings(DeclaredObjectives.NONE, AcrossProjects.DEFAULT, Zones.UTC);

  /** Checks for null. */
  public AnalysisSettings {
    requireNonNull(objectives, "objectives is null");
    requireNonNull(across, "across is null");
    requireNonNull(zone, "zone is null");
  }

  /** Returns the settings of the place where the command runs. */
  public static AnalysisSettings of(Workplace workplace) {
    return new AnalysisSettings(
        workplace.config().objectives(), workplace.config().across(), workplace.zone(null));
  }
}
