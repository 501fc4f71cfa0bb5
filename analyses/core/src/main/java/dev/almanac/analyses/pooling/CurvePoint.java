package dev.almanac.analyses.pooling;

import org.jspecify.annotations.Nullable;

/**
 * A point of the curve that sensitivity stored for one param.
 *
 * @param x the param's value; NaN for a category
 * @param category the category; null for a number
 * @param y the metric there, the other params averaged out
 * @param sd half the width of its 90 % interval in standard errors; NaN if the interval is withheld
 * @param runs runs that are nearest to this point; where there are none it is extrapolation
 */
record CurvePoint(double x, @Nullable String category, double y, double sd, long runs) {}
