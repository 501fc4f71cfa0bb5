package dev.almanac.analyses.importance;

import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.sensitivity.ValueType;
import dev.almanac.analyses.statistics.FalseDiscovery;
import dev.almanac.analyses.statistics.Ranks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The correlation of each param with the metric, by value and by rank. */
final class Correlations {
  /** Pairs of fewer runs are not correlated. */
  static final int LEAST_RUNS = 5;

  private static final double RANK_SPREAD = 1.06;

  private Correlations() {}

  /** Return the rows of Pearson's and Spearman's coefficients. */
  static List<ImportanceRow> of(RunTable runs) {
    List<ImportanceRow> rows = new ArrayList<>();
    rows.addAll(rows("pearson", runs, false));
    rows.addAll(rows("spearman", runs, true));
    return rows;
  }

  private static List<ImportanceRow> rows(String method, RunTable runs, boolean ranked) {
    List<Correlation> all = new ArrayList<>();
    for (ParamColumn param : runs.params()) {
      all.add(correlation(param, runs, ranked));
    }
    double[] adjusted = FalseDiscovery.adjusted(all.stream().mapToDouble(Correlation::p).toArray());
    List<ImportanceRow> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Correlation found = all.get(i);
      if (!Double.isNaN(found.size())) {
        double[] interval = found.interval(ranked ? RANK_SPREAD : 1);
        ParamColumn param = runs.params().get(i);
        rows.add(
            new ImportanceRow(
                param.key(),
                method,
                "all",
                found.size(),
                interval[0],
                interval[1],
                adjusted[i],
                found.sign(),
                found.signed(),
                Double.NaN,
                found.runs(),
                note(param)));
      }
    }
    return rows;
  }

  private static Correlation correlation(ParamColumn param, RunTable runs, boolean ranked) {
    int[] both =
        IntStream.range(0, runs.size())
            .filter(run -> !Double.isNaN(param.value(run)) && Double.isFinite(runs.metric(run)))
            .toArray();
    if (both.length < LEAST_RUNS) {
      return new Correlation(Double.NaN, 0, both.length, Double.NaN);
    }
    double[] x = IntStream.of(both).mapToDouble(param::value).toArray();
    double[] y = IntStream.of(both).mapToDouble(runs::metric).toArray();
    double[] metric = ranked ? Ranks.of(y) : y;
    if (param.type().isNumeric()) {
      return Correlation.ofNumbers(ranked ? Ranks.of(x) : x, metric);
    }
    boolean isYesNo = param.type() == ValueType.BOOL;
    Correlation found = Correlation.ofCategories(x, param.space().choices().size(), metric);
    // True comes after False, so that the sign says what True does.
    return isYesNo && !Double.isNaN(found.size())
        ? new Correlation(
            found.size(), Correlation.ofNumbers(x, metric).sign(), found.runs(), found.p())
        : found;
  }

  private static String note(ParamColumn param) {
    return switch (param.type()) {
      case FLOAT, INT -> "";
      case BOOL -> "sign: of True against False";
      case CATEGORICAL ->
          "correlation ratio: the choices have no order, and so the figure has no sign";
    };
  }
}
