/**
 * Where the runs of a project are heading: families of curves fitted to each run, the forecast that
 * they give, and how such forecasts did on runs whose end is known.
 */
@NullMarked
package dev.almanac.analyses.projection;

import org.jspecify.annotations.NullMarked;
