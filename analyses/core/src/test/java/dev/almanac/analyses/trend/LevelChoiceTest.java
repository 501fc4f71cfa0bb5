package dev.almanac.analyses.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.analyses.trend.LevelShape.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Few series each; the accuracy study in {@code bench/} draws thousands. */
final class LevelChoiceTest {

  private static final int WEEKS = 52;
  private static final int SERIES = 20;

  private final Random random = new Random(11);
  private final double[] weeks = new double[WEEKS];
  private final double[] levels = new double[WEEKS];
  private final double[] variances = new double[WEEKS];

  @Test
  void largeStepIsFoundInItsWeek() {
    int exact = 0;
    for (int series = 0; series < SERIES; series++) {
      int start = 5 + 2 * series;
      LevelShape shape = shape(week -> week >= start ? 1.5 : 0);
      exact += shape.starts().equals(List.of(start)) ? 1 : 0;
    }
    assertThat(exact).isGreaterThanOrEqualTo(18);
  }

  @Test
  void constantHasNoStepsWhateverTheVolume() {
    for (int series = 0; series < SERIES; series++) {
      assertThat(shape(week -> 0).starts()).isEmpty();
    }
  }

  @Test
  void slopeIsNoStaircase() {
    for (int series = 0; series < SERIES; series++) {
      LevelShape shape = shape(week -> 3.0 * week / WEEKS);
      assertThat(shape.kind()).isIn(Kind.SLOPE, Kind.BEND);
      assertThat(shape.starts()).isEmpty();
    }
  }

  @Test
  void stallIsABend() {
    for (int series = 0; series < SERIES; series++) {
      assertThat(shape(week -> 3.0 * Math.min(week, 26) / 26).kind()).isEqualTo(Kind.BEND);
    }
  }

  @Test
  void autocorrelatedLevelWanders() {
    int steps = 0;
    for (int series = 0; series < SERIES; series++) {
      double[] level = new double[WEEKS];
      level[0] = random.nextGaussian();
      for (int week = 1; week < WEEKS; week++) {
        level[week] = .7 * level[week - 1] + Math.sqrt(.51) * random.nextGaussian();
      }
      steps += shape(week -> level[week]).starts().size();
    }
    assertThat(steps).isLessThanOrEqualTo(SERIES / 2);
  }

  @Test
  void stepOnASlopeIsBoth() {
    LevelShape shape = shape(week -> 2.0 * week / WEEKS + (week >= 30 ? 1.5 : 0));

    assertThat(shape.kind()).isEqualTo(Kind.STEP_ON_SLOPE);
    assertThat(shape.starts()).containsExactly(30);
    assertThat(shape.fit().coefficients()[2]).isCloseTo(1.5, within(.4));
    assertThat(shape.fit().coefficients()[1]).isCloseTo(2.0 / WEEKS, within(.02));
  }

  @Test
  void unitsDoNotMatter() {
    LevelShape one = shape(week -> week >= 20 ? 1 : 0);
    double[] large = Arrays.stream(levels).map(level -> 1e6 * level - 3e8).toArray();
    double[] spread = Arrays.stream(variances).map(variance -> 1e12 * variance).toArray();
    LevelShape other = LevelChoice.of(weeks, large, spread);

    assertThat(other.kind()).isEqualTo(one.kind());
    assertThat(other.starts()).isEqualTo(one.starts());
  }

  @Test
  void fiveWeeksAreTooFew() {
    assertThatThrownBy(() -> LevelChoice.of(new double[5], new double[5], new double[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 weeks");
  }

  /** Weekly means of 5 to 20 runs of variance 1 about a level. */
  private LevelShape shape(IntToDoubleFunction level) {
    for (int week = 0; week < WEEKS; week++) {
      weeks[week] = week;
      variances[week] = 1.0 / (5 + random.nextInt(16));
      levels[week] = level.applyAsDouble(week) + Math.sqrt(variances[week]) * random.nextGaussian();
    }
    return LevelChoice.of(weeks, levels, variances);
  }
}
