package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding.Severity;
import dev.almanac.reports.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Most runs of a project were stopped while they were still getting better. */
final class StillImproving implements FindingWriter {

  private static final double MOST = 0.5;

  @Override
  public List<Finding> write(Rows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows.rows()) {
      double share = Cells.number(row, "improving") / Cells.number(row, "runs");
      if (share >= MOST) {
        findings.add(finding(row, share));
      }
    }
    return findings;
  }

  private static Finding finding(Map<String, @Nullable Object> row, double share) {
    String project = Names.of(row, "project");
    return new Finding(
        "still-improving",
        Severity.NOTE,
        share / 2,
        project,
        "Runs in " + project + " stop early",
        Numbers.count(Cells.count(row, "improving"))
            + " of "
            + Numbers.count(Cells.count(row, "runs"))
            + " finished runs were still improving in "
            + Names.of(row, "metric_key")
            + " when they ended.",
        "More steps may be worth more than more runs.",
        "convergence");
  }
}
