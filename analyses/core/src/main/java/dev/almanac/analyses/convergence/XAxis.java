package dev.almanac.analyses.convergence;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What a curve is drawn over. */
public enum XAxis {
  /** The step as logged. */
  STEP,
  /** Seconds since the first point, where all points are on one step. */
  TIME,
  /** 0, 1, 2 ... in the order logged, where neither steps nor times tell the points apart. */
  ORDINAL;

  /** Returns the axis that most have; of equally many, the first in the order above. */
  public static XAxis commonest(List<XAxis> axes) {
    XAxis found = STEP;
    int most = 0;
    for (XAxis axis : values()) {
      int count = Collections.frequency(axes, axis);
      found = count > most ? axis : found;
      most = Math.max(most, count);
    }
    return found;
  }

  /** Returns the word that the tables hold. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
