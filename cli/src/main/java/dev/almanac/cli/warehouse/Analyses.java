package dev.almanac.cli.warehouse;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.AnalysisTables;
import dev.almanac.analyses.comparison.ComparisonAnalysis;
import dev.almanac.analyses.convergence.ConvergenceAnalysis;
import dev.almanac.analyses.finding.FindingAnalysis;
import dev.almanac.analyses.hygiene.HygieneAnalysis;
import dev.almanac.analyses.importance.ImportanceAnalysis;
import dev.almanac.analyses.live.LiveAnalysis;
import dev.almanac.analyses.noise.ConfigurationAnalysis;
import dev.almanac.analyses.noise.NoiseAnalysis;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import dev.almanac.analyses.pooling.HpPooledAnalysis;
import dev.almanac.analyses.projection.CurveFitAnalysis;
import dev.almanac.analyses.search.SearchAnalysis;
import dev.almanac.analyses.seedband.SeedBandAnalysis;
import dev.almanac.analyses.sensitivity.SensitivityAnalysis;
import dev.almanac.analyses.stopping.StopReplayAnalysis;
import dev.almanac.analyses.trend.TrendAnalysis;
import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.suggest.NearestName;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The analyses that this build has. */
public final class Analyses {

  private Analyses() {}

  /** Returns all analyses in the order in which they must run: some read others' results. */
  static List<Analysis> all(AnalysisSettings settings) {
    return List.of(
        new ObjectiveAnalysis(settings.objectives()),
        new ConfigurationAnalysis(),
        new NoiseAnalysis(),
        new ConvergenceAnalysis(),
        new SeedBandAnalysis(),
        new SensitivityAnalysis(),
        new ImportanceAnalysis(),
        new SearchAnalysis(),
        new HygieneAnalysis(),
        new CurveFitAnalysis(),
        new StopReplayAnalysis(),
        new TrendAnalysis(settings.zone()),
        new HpPooledAnalysis(settings.across()),
        new ComparisonAnalysis(settings.across()),
        new LiveAnalysis(),
        new FindingAnalysis(settings.zone()));
  }

  /** Returns the result tables of all analyses, each once. */
  static List<TableSpec> tables() {
    Set<TableSpec> tables = new LinkedHashSet<>();
    tables.add(AnalysisTables.ANALYSIS);
    tables.add(AnalysisTables.ANALYSIS_EXCLUSION);
    all(AnalysisSettings.DEFAULT).forEach(analysis -> tables.addAll(analysis.tables()));
    return List.copyOf(tables);
  }

  /**
   * Returns the analyses of the given names, in the order in which they must run; all if there are
   * no names. The objectives come along always, since the others rest on them.
   */
  public static List<Analysis> chosen(AnalysisSettings settings, List<String> names) {
    List<Analysis> all = all(settings);
    List<String> kinds = all.stream().map(Analysis::kind).toList();
    for (String name : names) {
      if (!kinds.contains(name)) {
        throw CommandFailure.usage(
            "There is no analysis "
                + name
                + "."
                + NearestName.hint(name, kinds)
                + " There are "
                + String.join(", ", kinds)
                + ".");
      }
    }
    List<Analysis> chosen = new ArrayList<>();
    for (Analysis analysis : all) {
      boolean basis = analysis instanceof ObjectiveAnalysis;
      if (names.isEmpty() || basis || names.contains(analysis.kind())) {
        chosen.add(analysis);
      }
    }
    return chosen;
  }
}
