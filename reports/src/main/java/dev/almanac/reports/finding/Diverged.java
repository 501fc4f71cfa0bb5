package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding.Severity;
import dev.almanac.reports.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs whose curves ran away, with the param above whose threshold they did. */
final class Diverged implements FindingWriter {

  @Override
  public List<Finding> write(Rows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows.rows()) {
      long diverged = Cells.count(row, "diverged");
      String project = Names.of(row, "project");
      String sentence =
          Numbers.count(diverged)
              + " of "
              + Numbers.count(Cells.count(row, "runs"))
              + " runs ran away"
              + cause(row)
              + ".";
      findings.add(
          new Finding(
              "diverged",
              Severity.NEWS,
              0.5 + diverged / 100.0,
              project,
              "Runs diverged in " + project,
              sentence,
              "",
              "failures"));
    }
    return findings;
  }

  private static String cause(Map<String, @Nullable Object> row) {
    if (row.get("param_key") == null) {
      return "; no single setting tells them apart";
    }
    return ", all with "
        + Names.of(row, "param_key")
        + " of "
        + Numbers.plain(Cells.number(row, "threshold"))
        + " or more ("
        + Numbers.count(Cells.count(row, "diverged_above"))
        + " of the "
        + Numbers.count(Cells.count(row, "runs_above"))
        + " runs there); none of the "
        + Numbers.count(Cells.count(row, "runs_below"))
        + " below did";
  }
}
