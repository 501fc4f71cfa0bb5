package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding.Severity;
import dev.almanac.reports.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project's best run of all time is of this period; whether by more than seeds can explain. */
final class NewBest implements FindingWriter {

  @Override
  public List<Finding> write(Rows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows.rows()) {
      findings.add(finding(row));
    }
    return findings;
  }

  private static Finding finding(Map<String, @Nullable Object> row) {
    double sd = Cells.number(row, "sd");
    double gain = Cells.number(row, "gain");
    boolean known = sd > 0;
    boolean beyond = known && gain >= Cells.number(row, "least_difference");
    String project = Names.of(row, "project");
    double resolution = known ? sd : gain;
    String moved =
        Names.of(row, "run_now")
            + " took "
            + Names.of(row, "metric_key")
            + " from "
            + Numbers.measured(Cells.number(row, "best_before"), resolution)
            + " to "
            + Numbers.measured(Cells.number(row, "best_now"), resolution);
    if (!known) {
      return new Finding(
          "new-best",
          Severity.NEWS,
          0.5,
          project,
          "New best in " + project,
          moved + ".",
          "Too few configurations were repeated with other seeds to tell it from luck.",
          "leaderboard");
    }
    String ratio = Numbers.times(gain / sd) + " the spread between seeds";
    return beyond
        ? new Finding(
            "new-best",
            Severity.NEWS,
            1 + Math.min(gain / sd, 100),
            project,
            "New best in " + project,
            moved + ": better by " + Numbers.measured(gain, sd) + ", " + ratio + ".",
            "",
            "leaderboard")
        : new Finding(
            "new-best",
            Severity.NOTE,
            gain / sd,
            project,
            "A new best in " + project + ", within seed noise",
            moved + ", a gain of " + Numbers.measured(gain, sd) + ".",
            "That is " + ratio + "; repeat it with other seeds before relying on it.",
            "leaderboard");
  }
}
