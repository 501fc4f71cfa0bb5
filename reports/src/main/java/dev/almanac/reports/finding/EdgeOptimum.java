package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding.Severity;
import dev.almanac.reports.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The best value of a param lies at an end of what was searched: the optimum may be beyond. */
final class EdgeOptimum implements FindingWriter {

  @Override
  public List<Finding> write(Rows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows.rows()) {
      boolean high = Cells.text(row, "best_at").equals("high");
      String key = Cells.text(row, "param_key");
      String project = Cells.text(row, "project");
      findings.add(
          new Finding(
              "edge-optimum",
              Severity.ACT,
              Cells.number(row, "importance"),
              project,
              "Widen the range of " + key + " in " + project,
              "The best "
                  + Cells.text(row, "metric_key")
                  + " lies at the "
                  + (high ? "upper" : "lower")
                  + " end of the values tried, "
                  + Numbers.plain(Cells.number(row, "low"))
                  + " to "
                  + Numbers.plain(Cells.number(row, "high"))
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
    return Cells.text(row, "grade").equals("weak")
        ? "A hint, from " + runs + "."
        : "From " + runs + ".";
  }
}
