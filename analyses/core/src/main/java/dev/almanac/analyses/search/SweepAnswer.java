package dev.almanac.analyses.search;

import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.ParamColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is said of one sweep.
 *
 * @param sweep the trials
 * @param top the best tenth of them; empty if there is none
 * @param progress how the best came about; nothing without direction
 * @param repeats what was tried twice
 * @param coverage how much of the space was looked at
 * @param histories of each param
 * @param edges of each param
 */
record SweepAnswer(
    Sweep sweep,
    List<Trial> top,
    Progress progress,
    Repeats repeats,
    Coverage coverage,
    List<ParamHistory> histories,
    List<EdgePressure> edges) {

  static SweepAnswer of(Sweep sweep) {
    List<Trial> top = sweep.top();
    List<Trial> others = sweep.others(top);
    List<ParamHistory> histories = new ArrayList<>();
    List<EdgePressure> edges = new ArrayList<>();
    for (ParamColumn param : sweep.table().params()) {
      histories.add(ParamHistory.of(param, sweep, top, others));
      edges.add(EdgePressure.of(param, sweep, top, others));
    }
    return new SweepAnswer(
        sweep,
        top,
        sweep.goal() == Goal.UNKNOWN
            ? new Progress(List.of(), 0, 0, 0, Double.NaN)
            : Progress.of(sweep),
        Repeats.of(sweep),
        Coverage.of(sweep.table()),
        histories,
        edges);
  }
}
