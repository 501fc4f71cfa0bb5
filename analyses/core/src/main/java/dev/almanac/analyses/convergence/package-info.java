/**
 * How runs converge: per-run features of a metric's curve, bands over the runs of a project, and
 * the best so far.
 */
@NullMarked
package dev.almanac.analyses.convergence;

import org.jspecify.annotations.NullMarked;
