package dev.almanac.analyses.hygiene;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be looked at afterwards: charts and samples of what the model makes. */
final class OutputRules {

  private static final Set<String> CHART_KINDS =
      Set.of(
          "plot",
          "chart",
          "figure",
          "curve",
          "pr_curve",
          "roc_curve",
          "confusion",
          "confusion-matrix",
          "histogram",
          "histogram3d",
          "histogram_series",
          "plotly",
          "html");

  private static final Set<String> CHART_WORDS =
      Set.of(
          "confusion",
          "roc",
          "curve",
          "plot",
          "chart",
          "figure",
          "fig_",
          "histogram",
          "importance",
          "shap");

  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "svg", "pdf", "webp", "gif");

  private static final Set<String> SAMPLE_KINDS =
      Set.of(
          "image",
          "images",
          "text",
          "text-sample",
          "text_series",
          "audio",
          "sound",
          "video",
          "table",
          "dataframe",
          "mesh",
          "point-cloud",
          "run_table");

  private static final Set<String> SAMPLE_WORDS = Set.of("prediction", "sample", "generated");

  private OutputRules() {}

  static Optional<Evidence> charts(RunFacts facts) {
    return facts
        .of("artifact")
        .filter(OutputRules::isChart)
        .findFirst()
        .map(fact -> Evidence.full(fact.name()));
  }

  static Optional<Evidence> samples(RunFacts facts) {
    return facts
        .of("artifact")
        .filter(fact -> !isChart(fact) && isSample(fact))
        .findFirst()
        .map(fact -> Evidence.full(fact.name()));
  }

  private static boolean isChart(Fact fact) {
    return CHART_KINDS.contains(fact.extra().toLowerCase(Locale.ROOT))
        || (isPicture(fact) && hasWord(fact, CHART_WORDS));
  }

  private static boolean isSample(Fact fact) {
    return SAMPLE_KINDS.contains(fact.extra().toLowerCase(Locale.ROOT))
        || isPicture(fact)
        || hasWord(fact, SAMPLE_WORDS);
  }

  private static boolean isPicture(Fact fact) {
    return PICTURES.contains(Wording.firstWord(fact.text()));
  }

  private static boolean hasWord(Fact fact, Set<String> words) {
    for (String word : fact.text().split(" ", -1)) {
      if (words.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
