package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.sensitivity.Sensitivity.ImportanceRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Write the shares of params among the good runs. */
final class SubsetRows {
  private SubsetRows() {}

  /** Return nothing where held-out runs are not predicted: then nothing is told from noise. */
  static List<ImportanceRow> of(Answer answer, TopRuns top, Decomposition split) {
    List<ImportanceRow> rows = new ArrayList<>();
    if (!(split.fit().rSquared() > 0) || split.fit().zScore() < Grading.LEAST_Z) {
      return rows;
    }
    ModelledShares shares = ModelledShares.of(split.first(), split.modelled());
    double[] adjusted = split.nullTest().adjusted();
    for (int param = 0; param < answer.params(); param++) {
      int place = shares.place()[param];
      if (place >= 0) {
        ShareSummary summary = shares.summary();
        Interval interval = summary.interval(place);
        rows.add(
            new ImportanceRow(
                answer.key(param),
                ShareRows.FIRST,
                top.name(),
                interval.mean(),
                answer.shown(interval.low()),
                answer.shown(interval.high()),
                split.nullTest().upperShare(param),
                adjusted[param],
                summary.noise(place),
                summary.rank(place),
                answer.withheld() ? 0 : summary.rankLow(place),
                answer.withheld() ? 0 : summary.rankHigh(place),
                answer.withheld() ? Double.NaN : summary.topThree(place),
                0,
                Double.NaN,
                interval.mean() / summary.sum(),
                answer.runs().size()));
      }
    }
    rows.sort(Comparator.comparingDouble(row -> -row.importance()));
    return rows;
  }
}
