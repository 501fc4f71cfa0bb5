package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is told of runs whose params are not spread as a product over the space. */
class DependentDesignTest {
  private static final int RUNS = 500;

  /**
   * y = 4 (a − ½)(b − ½): averaged over b it is flat along a; along runs with b − ½ ≈ .7 (a − ½)
   * its slope is 2.8 (a − ½), so it rises by 1.4 (a − ½)² towards both ends.
   */
  @Test
  void alongTheRunsAnInteractionOfParamsChangedTogetherShows() {
    SplittableRandom random = new SplittableRandom(5);
    double[] a = random.doubles(RUNS).toArray();
    double[] b =
        Arrays.stream(a)
            .map(at -> .5 + .7 * (at - .5) + .12 * random.nextGaussian())
            .map(at -> Math.max(0, Math.min(1, at)))
            .toArray();
    double[] y = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      y[run] = 4 * (a[run] - .5) * (b[run] - .5) + .02 * random.nextGaussian();
    }

    Sensitivity result = analyse(y, a, b);

    List<Sensitivity.MarginalRow> along = curve(result, "ale");
    assertThat(along).hasSizeBetween(10, 21);
    double middle = nearest(along, .5).y();
    assertThat(nearest(along, .95).y() - middle).isCloseTo(1.4 * .45 * .45, within(.12));
    assertThat(nearest(along, .05).y() - middle).isCloseTo(1.4 * .45 * .45, within(.12));
    assertThat(along).allMatch(row -> row.low() <= row.y() && row.y() <= row.high());
    assertThat(along.stream().mapToInt(Sensitivity.MarginalRow::runs).sum()).isEqualTo(RUNS);
  }

  @Test
  void paramsThatWereNotChangedTogetherHaveOneCurve() {
    SplittableRandom random = new SplittableRandom(5);
    double[] a = random.doubles(RUNS).toArray();
    double[] b = random.doubles(RUNS).toArray();

    assertThat(curve(analyse(a, a, b), "ale")).isEmpty();
  }

  /** y = 2 a + b, and a = u¹²: variances 4/12 and 1/12 over the space, 4 (1/25 − 1/169) as used. */
  @Test
  void sharesAreGivenUnderBothMeasures() {
    SplittableRandom random = new SplittableRandom(5);
    double[] a = random.doubles(RUNS).map(u -> Math.pow(u, 12)).toArray();
    double[] b = random.doubles(RUNS).toArray();
    double[] y = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      y[run] = 2 * a[run] + b[run] + .02 * random.nextGaussian();
    }

    Sensitivity.ParamRow param = analyse(y, a, b).params().get(0);

    assertThat(param.shareUniform()).isCloseTo(.8, within(.05));
    double used = 4 * (1 / 25.0 - 1 / 169.0);
    assertThat(param.shareEmpirical()).isCloseTo(used / (used + 1 / 12.0), within(.06));
    assertThat(param.slope()).isCloseTo(2, within(.05));
    assertThat(param.slopeSd()).isBetween(.0005, .05);
  }

  private static Sensitivity analyse(double[] y, double[] a, double[] b) {
    return SensitivityKernel.analyse(
        SyntheticRuns.table(
            y,
            List.of(
                SyntheticRuns.declaredFloat("a", 0, 1, a),
                SyntheticRuns.declaredFloat("b", 0, 1, b))),
        Goal.MINIMIZE,
        1);
  }

  private static List<Sensitivity.MarginalRow> curve(Sensitivity result, String method) {
    return result.marginals().stream()
        .filter(row -> row.key().equals("a") && row.method().equals(method))
        .toList();
  }

  private static Sensitivity.MarginalRow nearest(List<Sensitivity.MarginalRow> curve, double x) {
    return curve.stream()
        .min(Comparator.comparingDouble(row -> Math.abs(row.x() - x)))
        .orElseThrow();
  }
}
