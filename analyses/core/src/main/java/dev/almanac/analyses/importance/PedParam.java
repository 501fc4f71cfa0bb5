package dev.almanac.analyses.importance;

import java.util.List;

/**
 * One param over all trials. The trials that drew it from one {@link Domain} are a regime; those
 * that do not have it are another, the inactive one.
 *
 * @param key the param's name
 * @param domains the domains, each once
 * @param regimes of each trial the index of its domain, or {@link #INACTIVE}
 * @param values of each trial the number, or the index of the choice; ignored where inactive
 */
public record PedParam(String key, List<Domain> domains, int[] regimes, double[] values) {
  /** Regime of the trials that do not have the param. */
  public static final int INACTIVE = -1;

  /** Checks that there are as many regimes as values; the arrays are not copied. */
  public PedParam {
    domains = List.copyOf(domains);
    if (regimes.length != values.length) {
      throw new IllegalArgumentException(
          "Cannot use param "
              + key
              + ": "
              + regimes.length
              + " regimes, "
              + values.length
              + " values.");
    }
  }
}
