package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding.Severity;
import dev.almanac.reports.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The level of a project's results stepped, as the trend analysis has it. */
final class LevelStep implements FindingWriter {

  @Override
  public List<Finding> write(Rows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows.rows()) {
      findings.add(finding(row));
    }
    return findings;
  }

  private static Finding finding(Map<String, @Nullable Object> row) {
    boolean better = Names.of(row, "outlook").equals("improving");
    String project = Names.of(row, "project");
    double low = Cells.number(row, "delta_low");
    double high = Cells.number(row, "delta_high");
    double error = (high - low) / (2 * 1.96);
    String sentence =
        Names.of(row, "metric_key")
            + " stepped in the week of "
            + Names.of(row, "week")
            + " from "
            + Numbers.measured(Cells.number(row, "mean_before"), error)
            + " to "
            + Numbers.measured(Cells.number(row, "mean_after"), error)
            + " (95% interval of the step "
            + Numbers.measured(low, error)
            + " to "
            + Numbers.measured(high, error)
            + "; "
            + Numbers.count(Cells.count(row, "n_before"))
            + " runs before, "
            + Numbers.count(Cells.count(row, "n_after"))
            + " since)"
            + change(row)
            + ".";
    return new Finding(
        "level-shift",
        better ? Severity.NEWS : Severity.ACT,
        2,
        project,
        "Results in " + project + " are " + (better ? "better" : "worse") + " as a whole",
        sentence,
        row.get("change_key") == null ? "" : "They changed together; that is not yet a cause.",
        "trend");
  }

  private static String change(Map<String, @Nullable Object> row) {
    if (row.get("change_key") == null) {
      return "";
    }
    String what = Names.of(row, "change_kind") + " " + Names.of(row, "change_key");
    String moved =
        "; "
            + what
            + " went from "
            + Names.of(row, "before_text")
            + " to "
            + Names.of(row, "after_text");
    if (row.get("share_after") == null) {
      return moved;
    }
    return moved
        + ", which "
        + Numbers.percent(Cells.number(row, "share_after"))
        + " of the runs use since and "
        + Numbers.percent(Cells.number(row, "share_before"))
        + " did before";
  }
}
