package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding.Severity;
import dev.almanac.reports.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Params that were searched although nothing can be seen of them. */
final class NoEffect implements FindingWriter {

  @Override
  public List<Finding> write(Rows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows.rows()) {
      long params = Cells.count(row, "params");
      String project = Names.of(row, "project");
      long more = Cells.count(row, "more");
      String keys = Names.of(row, "keys") + (more > 0 ? " and " + more + " more" : "");
      findings.add(
          new Finding(
              "no-effect",
              Severity.NOTE,
              params / 100.0,
              project,
              params == 1
                  ? "No effect seen of " + keys + " in " + project
                  : "No effect seen of " + params + " settings in " + project,
              (params == 1 ? keys + " cannot" : "None of " + keys + " can")
                  + " be told from noise in "
                  + Names.of(row, "metric_key")
                  + " over "
                  + Numbers.count(Cells.count(row, "n_runs_used"))
                  + " runs.",
              "Fixing "
                  + (params == 1 ? "it" : "them")
                  + " would leave more of the budget for the settings that matter.",
              "importance"));
    }
    return findings;
  }
}
