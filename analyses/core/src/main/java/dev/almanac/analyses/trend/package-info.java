/**
 * Trends over calendar weeks: what a project's runs reached week by week, whether that rises, steps
 * or wanders, and what changed at a step.
 */
@NullMarked
package dev.almanac.analyses.trend;

import org.jspecify.annotations.NullMarked;
