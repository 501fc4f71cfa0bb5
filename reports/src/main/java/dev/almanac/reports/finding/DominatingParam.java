package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding.Severity;
import dev.almanac.reports.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One param explains most of a project's results, clearly ahead of the next. */
final class DominatingParam implements FindingWriter {

  private static final double DOMINATING = 0.4;

  @Override
  public List<Finding> write(Rows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows.rows()) {
      double low = Cells.number(row, "ci_low");
      double secondHigh = Cells.number(row, "second_high");
      boolean ahead = Double.isNaN(secondHigh) || low > secondHigh;
      if (Cells.number(row, "importance") >= DOMINATING && low > 0 && ahead) {
        findings.add(finding(row));
      }
    }
    return findings;
  }

  private static Finding finding(Map<String, @Nullable Object> row) {
    String project = Names.of(row, "project");
    String key = Names.of(row, "param_key");
    String next =
        row.get("second_key") == null
            ? ""
            : "; next comes "
                + Names.of(row, "second_key")
                + " with "
                + Numbers.percent(Cells.number(row, "second_importance"));
    return new Finding(
        "dominating-param",
        Severity.NOTE,
        Cells.number(row, "importance"),
        project,
        key + " decides in " + project,
        "By itself it accounts for "
            + Numbers.percent(Cells.number(row, "importance"))
            + " of the explained variance of "
            + Names.of(row, "metric_key")
            + " (90% interval "
            + Numbers.percent(Cells.number(row, "ci_low"))
            + " to "
            + Numbers.percent(Cells.number(row, "ci_high"))
            + ", "
            + Numbers.count(Cells.count(row, "n_runs_used"))
            + " runs)"
            + next
            + ".",
        "",
        "importance");
  }
}
