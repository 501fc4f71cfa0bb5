package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.AnalysisTables;
import dev.almanac.analyses.ResultRows;
import org.jspecify.annotations.Nullable;

/** Write a result to {@link SensitivityTables}. */
final class ResultWriter {
  private static final @Nullable String NO_NOTE = null;

  private ResultWriter() {}

  static void write(Sensitivity result, ResultRows out) {
    result.surrogates().forEach(row -> surrogate(row, result.verdict(), out));
    result.params().forEach(row -> param(row, out));
    result.importances().forEach(row -> importance(row, out));
    result.interactions().forEach(row -> interaction(row, out));
    result.marginals().forEach(row -> marginal(row, out));
    result.surfaces().forEach(row -> surface(row, out));
    for (Exclusion row : result.exclusions()) {
      out.add(
          AnalysisTables.ANALYSIS_EXCLUSION,
          null,
          Words.known(row.paramKey()),
          row.reason(),
          row.count());
    }
  }

  private static void surrogate(
      Sensitivity.SurrogateRow row, Sensitivity.Verdict verdict, ResultRows out) {
    out.add(
        SensitivityTables.SURROGATE,
        row.surrogate(),
        row.rSquaredHeldOut(),
        Words.known(row.rSquaredCeiling()),
        Words.known(row.noiseSd()),
        Words.known(row.totalVariance()),
        Words.known(row.sumFirstOrder()),
        Words.known(row.sumPairs()),
        Words.of(row.measure()),
        Words.counted(row.trees()),
        row.chosen(),
        row.heldOutZ(),
        Words.known(row.shareLeft()),
        row.pairsFitted(),
        row.pairsLeftOut(),
        verdict.configurations(),
        verdict.design(),
        Words.known(verdict.designEvidence()),
        Words.of(verdict.transform()),
        Words.known(verdict.transformReason()));
  }

  private static void param(Sensitivity.ParamRow row, ResultRows out) {
    out.add(
        SensitivityTables.PARAM_TABLE,
        row.key(),
        Words.of(row.type()),
        row.type().isNumeric() ? Words.of(row.scale()) : null,
        Words.known(row.low()),
        Words.known(row.high()),
        row.distinct(),
        row.present(),
        row.activeShare(),
        Words.known(row.coverage()),
        Words.known(row.bestText()),
        Words.counted(row.groupId()),
        Words.known(row.entangledWith()),
        row.entanglement(),
        row.status(),
        Words.known(row.statusReason()),
        Words.of(row.origin()),
        Words.known(row.bestLow()),
        Words.known(row.bestHigh()),
        row.bestAt() == Sensitivity.Boundary.NONE ? null : Words.of(row.bestAt()),
        Words.known(row.shareUniform()),
        Words.known(row.shareEmpirical()),
        Words.known(row.slope()),
        Words.known(row.slopeSd()));
  }

  private static void importance(Sensitivity.ImportanceRow row, ResultRows out) {
    out.add(
        SensitivityTables.IMPORTANCE,
        row.key(),
        row.method(),
        row.subset(),
        row.importance(),
        Words.known(row.low()),
        Words.known(row.high()),
        Words.known(row.nullQ95()),
        Words.known(row.adjustedP()),
        Words.counted(row.rank()),
        Words.counted(row.rankLow()),
        Words.counted(row.rankHigh()),
        Words.known(row.topThree()),
        row.effectSign(),
        Words.known(row.effectSize()),
        "metric",
        Words.known(row.normalised()),
        row.runs(),
        row.noiseProbability(),
        NO_NOTE);
  }

  private static void interaction(Sensitivity.InteractionRow row, ResultRows out) {
    out.add(
        SensitivityTables.INTERACTION,
        row.first(),
        row.second(),
        row.importance(),
        Words.known(row.low()),
        Words.known(row.high()),
        row.runs(),
        row.noiseProbability());
  }

  private static void surface(Sensitivity.SurfaceRow row, ResultRows out) {
    out.add(
        SensitivityTables.MARGINAL2,
        row.first(),
        row.second(),
        row.binA(),
        row.binB(),
        Words.known(row.a()),
        Words.known(row.b()),
        row.y(),
        row.runs(),
        Words.known(row.categoryA()),
        Words.known(row.categoryB()));
  }

  private static void marginal(Sensitivity.MarginalRow row, ResultRows out) {
    out.add(
        SensitivityTables.MARGINAL,
        row.key(),
        row.method(),
        row.bin(),
        Words.known(row.x()),
        Words.known(row.category()),
        row.y(),
        Words.known(row.low()),
        Words.known(row.high()),
        row.runs());
  }
}
