package dev.almanac.analyses.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.analyses.statistics.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BudgetCorrelationTest {

  @Test
  void tiesShareTheirMeanRank() {
    // By hand: ranks 1 2.5 2.5 5 6 4 and 3 1 4.5 4.5 6 2, so 9.75 by 17.
    assertThat(Ranks.spearman(new double[] {1, 2, 2, 4, 5, 3}, new double[] {3, 1, 4, 4, 6, 2}))
        .isCloseTo(9.75 / 17, within(1e-12));
    assertThat(Ranks.spearman(new double[] {1, 1}, new double[] {1, 2})).isNaN();
  }

  @Test
  void runsThatChangePlacesHalfWayCanBeToldFromThere() {
    List<Thinning> curves = new ArrayList<>();
    double[] finals = new double[10];
    for (int run = 0; run < 10; run++) {
      double before = run * 7 % 10;
      double after = run;
      double[] x = new double[21];
      double[] y = new double[21];
      Arrays.setAll(x, step -> step);
      Arrays.setAll(y, step -> step < 10 ? before : after);
      curves.add(new Thinning(x, y));
      finals[run] = after;
    }
    curves.add(new Thinning(new double[] {0, 5}, new double[] {0, 100}));

    BudgetCorrelation found = BudgetCorrelation.of(curves, Arrays.copyOf(finals, 11));

    assertThat(found.runs()).isEqualTo(10);
    assertThat(found.lasting(.9)).isEqualTo(10);
    assertThat(found.share(found.lasting(.9))).isEqualTo(.5);
    assertThat(found.places().get(0).low()).isLessThan(found.places().get(0).spearman());
  }

  @Test
  void fewRunsSayNothing() {
    BudgetCorrelation none = BudgetCorrelation.of(List.of(), new double[0]);

    assertThat(none.places()).isEmpty();
    assertThat(none.first(.7)).isNaN();
    assertThat(none.lasting(.7)).isNaN();
  }
}
