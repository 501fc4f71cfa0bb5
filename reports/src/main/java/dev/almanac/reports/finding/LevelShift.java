package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding.Severity;
import dev.almanac.reports.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The typical result of a project moved as a whole, and a setting changed at the same time. */
final class LevelShift implements FindingWriter {

  @Override
  public List<Finding> write(Rows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows.rows()) {
      boolean larger = Names.of(row, "direction").equals("max");
      double now = Cells.number(row, "median_now");
      // The middle halves must not overlap: the typical run now is beyond three in four of before.
      boolean better =
          larger
              ? Cells.number(row, "q25_now") > Cells.number(row, "q75_before")
              : Cells.number(row, "q75_now") < Cells.number(row, "q25_before");
      boolean worse =
          larger
              ? Cells.number(row, "q75_now") < Cells.number(row, "q25_before")
              : Cells.number(row, "q25_now") > Cells.number(row, "q75_before");
      if (Double.isFinite(now) && (better || worse)) {
        findings.add(finding(row, better ? "better" : "worse"));
      }
    }
    return findings;
  }

  private static Finding finding(Map<String, @Nullable Object> row, String word) {
    double spread = (Cells.number(row, "q75_before") - Cells.number(row, "q25_before")) / 1.349;
    String project = Names.of(row, "project");
    String sentence =
        "The median "
            + Names.of(row, "metric_key")
            + " went from "
            + Numbers.measured(Cells.number(row, "median_before"), spread)
            + " (four weeks before, "
            + Numbers.count(Cells.count(row, "n_before"))
            + " runs) to "
            + Numbers.measured(Cells.number(row, "median_now"), spread)
            + " ("
            + Numbers.count(Cells.count(row, "n_now"))
            + " runs)"
            + change(row)
            + ".";
    return new Finding(
        "level-shift",
        Severity.NEWS,
        0.9,
        project,
        "Results in " + project + " are " + word + " as a whole",
        sentence,
        row.get("change_key") == null
            ? "One week is too short to know a step by."
            : "They changed together; that is not yet a cause, and one week is short.",
        "trend");
  }

  private static String change(Map<String, @Nullable Object> row) {
    if (row.get("change_key") == null) {
      return "";
    }
    boolean dataset = Names.of(row, "change_kind").equals("dataset");
    String what =
        dataset
            ? "dataset " + Names.of(row, "change_key") + " (" + Names.of(row, "change_value") + ")"
            : Names.of(row, "change_key") + "=" + Names.of(row, "change_value");
    return "; "
        + Numbers.percent(Cells.number(row, "share_now"))
        + " of the runs now use "
        + what
        + ", "
        + Numbers.percent(Cells.number(row, "share_before"))
        + " did before";
  }
}
