package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding.Severity;
import dev.almanac.reports.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metric is best toward an end of what was searched: the optimum may be beyond. */
final class EdgeOptimum implements FindingWriter {

  @Override
  public List<Finding> write(Rows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows.rows()) {
      boolean high = Names.of(row, "best_at").equals("high");
      String key = Names.of(row, "param_key");
      String project = Names.of(row, "project");
      findings.add(
          new Finding(
              "edge-optimum",
              Severity.NEWS,
              Cells.number(row, "importance"),
              project,
              "Widen the range of " + key + " in " + project,
              Names.of(row, "metric_key")
                  + " is best toward the "
                  + (high ? "upper" : "lower")
                  + " end of the values tried, "
                  + Numbers.significant(Cells.number(row, "low"), 3)
                  + " to "
                  + Numbers.significant(Cells.number(row, "high"), 3)
                  + "; "
                  + (high ? "larger" : "smaller")
                  + " values may be better still.",
              caveat(row),
              "axis-plots"));
    }
    return findings;
  }

  private static String caveat(Map<String, @Nullable Object> row) {
    String runs = Numbers.count(Cells.count(row, "n_runs_used")) + " runs of all time";
    return Names.of(row, "grade").equals("weak")
        ? "A hint, from " + runs + "."
        : "From " + runs + ".";
  }
}
