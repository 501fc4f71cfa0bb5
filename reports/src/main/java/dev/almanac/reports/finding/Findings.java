package dev.almanac.reports.finding;

import dev.almanac.reports.data.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses and orders what the head of a report says. */
public final class Findings {

  /** More sentences than this are no longer a summary. */
  private static final int MOST = 7;

  /** No more than this of one kind, so that one story does not crowd out the others. */
  private static final int MOST_OF_A_KIND = 2;

  private static final Map<String, FindingWriter> WRITERS =
      Map.ofEntries(
          Map.entry("new_best", new NewBest()),
          Map.entry("failure_burst", new FailureBurst()),
          Map.entry("edge_optimum", new EdgeOptimum()),
          Map.entry("dominating_param", new DominatingParam()),
          Map.entry("no_effect", new NoEffect()),
          Map.entry("diverged", new Diverged()),
          Map.entry("quiet_project", new QuietProject()),
          Map.entry("stuck_runs", new StuckRuns()),
          Map.entry("level_step", new LevelStep()),
          Map.entry("level_shift", new LevelShift()),
          Map.entry("still_improving", new StillImproving()));

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .thenComparing(Comparator.comparingDouble(Finding::weight).reversed())
          .thenComparing(Finding::kind)
          .thenComparing(Finding::project)
          .thenComparing(Finding::sentence);

  private Findings() {}

  /**
   * Returns the most pressing findings in order; those beyond the first seven are left out.
   *
   * @param facts rows by the name of their query; a name that no writer knows is passed over
   */
  public static List<Finding> of(Map<String, Rows> facts) {
    List<Finding> all = new ArrayList<>();
    facts.forEach(
        (name, rows) -> {
          FindingWriter writer = WRITERS.get(name);
          if (writer != null) {
            all.addAll(writer.write(rows));
          }
        });
    all.sort(ORDER);
    return chosen(all);
  }

  private static List<Finding> chosen(List<Finding> ordered) {
    Map<String, Integer> ofKind = new HashMap<>();
    List<Finding> chosen = new ArrayList<>();
    for (Finding finding : ordered) {
      int already = ofKind.merge(finding.kind(), 1, Integer::sum);
      if (already <= MOST_OF_A_KIND && chosen.size() < MOST) {
        chosen.add(finding);
      }
    }
    return List.copyOf(chosen);
  }
}
