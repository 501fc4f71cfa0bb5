package dev.almanac.bench.truth;

import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.sensitivity.SensitivityKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Data sets in which no param does anything. */
public final class NullClaims {

  private NullClaims() {}

  /** Returns the share of data sets in which a param is told from noise. */
  public static double share(int sets, int runs, int params) {
    int claims = 0;
    for (int set = 0; set < sets; set++) {
      List<SearchParam> space = new ArrayList<>();
      for (int param = 0; param < params; param++) {
        space.add(
            switch (param % 4) {
              case 0 -> SearchParam.real();
              case 1 -> SearchParam.log();
              case 2 -> SearchParam.whole(9);
              default -> SearchParam.choice(5);
            });
      }
      RunTable table =
          new TruthFunction("null", space, x -> 0).runs(runs, 1, new SplittableRandom(set));
      claims +=
          SensitivityKernel.analyse(table, Goal.MINIMIZE, set).params().stream()
                  .anyMatch(row -> row.status().equals("distinguishable"))
              ? 1
              : 0;
    }
    return (double) claims / sets;
  }
}
