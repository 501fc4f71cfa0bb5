package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding.Severity;
import dev.almanac.reports.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project that was busy and has gone quiet. */
final class QuietProject implements FindingWriter {

  @Override
  public List<Finding> write(Rows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows.rows()) {
      long runs = Cells.count(row, "runs_earlier");
      String project = Names.of(row, "project");
      findings.add(
          new Finding(
              "quiet-project",
              Severity.NOTE,
              runs / 1000.0,
              project,
              project + " has gone quiet",
              "No run started, after "
                  + Numbers.count(runs)
                  + " in the four weeks before; the last one is "
                  + Numbers.count(Cells.count(row, "days_quiet"))
                  + " days old.",
              "",
              "activity"));
    }
    return findings;
  }
}
