package dev.almanac.reports.finding;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding.Severity;
import dev.almanac.reports.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Clearly more runs failed than the project is used to; with what the failed ones share. */
final class FailureBurst implements FindingWriter {

  /** A share of failed runs that is a burst even without a past to compare with. */
  private static final double MANY = 0.2;

  private static final double TIMES_USUAL = 2;

  @Override
  public List<Finding> write(Rows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows.rows()) {
      double failed = Cells.number(row, "failed");
      double share = failed / Cells.number(row, "ended");
      double earlier = Cells.number(row, "failed_earlier") / Cells.number(row, "ended_earlier");
      boolean burst = Double.isNaN(earlier) ? share >= MANY : share >= TIMES_USUAL * earlier;
      if (burst && share >= MANY / 2) {
        findings.add(finding(row, failed, share, earlier));
      }
    }
    return findings;
  }

  private static String others(double rate) {
    return rate > 0 ? "of the others " + Numbers.percent(rate) : "none of the others";
  }

  private static Finding finding(
      Map<String, @Nullable Object> row, double failed, double share, double earlier) {
    String project = Names.of(row, "project");
    StringBuilder sentence = new StringBuilder();
    sentence
        .append(Numbers.count((long) failed))
        .append(" of ")
        .append(Numbers.count(Cells.count(row, "ended")))
        .append(" runs failed (")
        .append(Numbers.percent(share));
    if (!Double.isNaN(earlier)) {
      sentence.append(", against ").append(Numbers.percent(earlier)).append(" until then");
    }
    sentence.append(").");
    String caveat = "";
    if (row.get("param_key") != null) {
      long with = Cells.count(row, "failed_with");
      sentence
          .append(with == (long) failed ? " All of them" : " " + Numbers.count(with) + " of them")
          .append(" had ")
          .append(Names.of(row, "param_key"))
          .append("=")
          .append(Names.of(row, "param_value"))
          .append(", which ")
          .append(Numbers.count(Cells.count(row, "ended_with")))
          .append(" runs used; ")
          .append(others(Cells.number(row, "rate_without")))
          .append(" failed.");
      caveat = "What goes together need not be the cause.";
    }
    return new Finding(
        "failure-burst",
        Severity.ACT,
        failed,
        project,
        "Runs failed in " + project,
        sentence.toString(),
        caveat,
        "failures");
  }
}
