package dev.almanac.analyses.finding;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the trend analysis says of a project.
 *
 * @param steps steps of the level of the primary metric, oldest first
 * @param trends tests of weekly series
 */
record TrendFacts(List<Step> steps, List<Trend> trends) {

  static final TrendFacts NONE = new TrendFacts(List.of(), List.of());

  /**
   * A step.
   *
   * @param week Monday of the first week at the new level
   * @param outlook improving or worsening
   * @param low lower end of the 95 % interval of its height
   * @param high upper end
   * @param cause what changed with it, or null
   */
  record Step(
      LocalDate week,
      String outlook,
      double before,
      double after,
      double low,
      double high,
      long runsBefore,
      long runsAfter,
      @Nullable Cause cause) {}

  /**
   * What changed at a step.
   *
   * @param kind param, commit, data, package and so on
   * @param before commonest value before
   * @param after commonest value after
   * @param shareBefore share of the runs before that had the value after; NaN for numbers
   * @param shareAfter share of the runs after that have it
   */
  record Cause(
      String kind,
      String key,
      String before,
      String after,
      double shareBefore,
      double shareAfter) {}

  /**
   * A test of a weekly series.
   *
   * @param series iqm, failure_rate, level and so on
   * @param test hamed_rao, theil_sen, shape and so on
   * @param outlook improving or worsening; else empty
   * @param low lower end of the 95 % interval of the slope
   * @param high upper end
   * @param weeks weeks with a value
   */
  record Trend(
      String series,
      String test,
      String verdict,
      String outlook,
      double slope,
      double low,
      double high,
      long weeks) {}

  TrendFacts {
    steps = List.copyOf(steps);
    trends = List.copyOf(trends);
  }

  /** Returns a test of a series, or null if it was not made. */
  @Nullable Trend trend(String series, String test) {
    return trends.stream()
        .filter(each -> each.series().equals(series) && each.test().equals(test))
        .findFirst()
        .orElse(null);
  }
}
