package dev.almanac.analyses.live;

/**
 * A run that ended, at the step at which the running one is.
 *
 * @param level its value there: the median of the last 5 % of the steps up to it
 * @param finalValue its last value
 * @param lastStep its last step
 */
public record PastRun(double level, double finalValue, double lastStep) {}
