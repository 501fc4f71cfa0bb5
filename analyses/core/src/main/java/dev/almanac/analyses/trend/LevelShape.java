package dev.almanac.analyses.trend;

import java.util.List;

/**
 * What a series of weekly levels does, as {@link LevelChoice} decides.
 *
 * @param kind in a word
 * @param starts index of the first week after each step, ascending
 * @param noise scatter between weeks beyond that of the runs
 * @param fit the model; its coefficients are the level, then for a slope its rise a week, then the
 *     steps
 * @param criterion its penalised deviance
 */
record LevelShape(
    Kind kind, List<Integer> starts, WeeklyNoise noise, LevelFit fit, double criterion) {

  /** What a series of weekly levels may do. */
  enum Kind {
    /** One level, and noise without memory. */
    FLAT,
    /** A straight line. */
    SLOPE,
    /** Two straight lines that meet, as where progress stalls. */
    BEND,
    /** Constant levels with sudden steps between them. */
    STEP,
    /** A straight line with a sudden step. */
    STEP_ON_SLOPE,
    /** A level that drifts to and fro. */
    WANDER
  }

  LevelShape {
    starts = List.copyOf(starts);
  }

  /** Returns the index of the first step's coefficient. */
  int firstStep() {
    return kind == Kind.STEP_ON_SLOPE ? 2 : 1;
  }
}
