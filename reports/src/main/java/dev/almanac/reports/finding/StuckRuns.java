package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding.Severity;
import dev.almanac.reports.text.Numbers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs that call themselves running although nothing has been heard of them for days. */
final class StuckRuns implements FindingWriter {

  @Override
  public List<Finding> write(Rows rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<String, @Nullable Object> oldest = rows.rows().get(0);
    long projects = rows.rows().stream().map(row -> Names.of(row, "project")).distinct().count();
    int runs = rows.size();
    String name = Names.of(oldest, "name");
    String where = projects == 1 ? Names.of(oldest, "project") : projects + " projects";
    String age = Numbers.duration(Cells.number(oldest, "age_s"));
    String sentence =
        runs == 1
            ? name + " started " + age + " ago and still counts as running."
            : "The oldest, " + name + ", started " + age + " ago and still counts as running.";
    return List.of(
        new Finding(
            "stuck-runs",
            Severity.ACT,
            0.1,
            projects == 1 ? where : "",
            (runs == 1 ? "A run is" : runs + " runs are") + " stuck in " + where,
            sentence,
            "Nothing has been logged for "
                + Numbers.duration(Cells.number(oldest, "silent_s"))
                + ": its process is probably gone.",
            "failures"));
  }
}
