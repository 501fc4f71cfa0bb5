package dev.almanac.analyses.finding;

import dev.almanac.analyses.AnalysisTables;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import java.time.ZoneId;
import java.util.List;

/** The findings of one project over its last complete weeks. */
final class FindingKernel implements Kernel {

  /** Half a year. */
  static final int WEEKS = 26;

  private static final String METHOD = "facts of each week against those before";

  private final ZoneId zone;
  private long runs;

  FindingKernel(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    ProjectFacts facts = FactReader.read(group, zone);
    long undated = facts.runs().stream().filter(run -> run.startedAt() == null).count();
    runs += facts.runs().size() - undated;
    if (undated > 0) {
      out.add(AnalysisTables.ANALYSIS_EXCLUSION, null, null, "start_unknown", undated);
    }
    Span newest = Weeks.newestComplete(facts.toldUntil(), zone);
    List<Span> weeks = Weeks.endingWith(newest, WEEKS + FindingHistory.LOOK_BACK - 1);
    FindingHistory history = new FindingHistory(facts, weeks);
    for (int place = WEEKS - 1; place >= 0; place--) {
      history.at(place).forEach(finding -> FindingTables.add(out, finding));
    }
  }

  @Override
  public Outcome finish(ResultRows out) {
    return runs == 0
        ? Outcome.insufficient(METHOD, 0, "No run says when it began.")
        : Outcome.ok(METHOD, runs);
  }
}
