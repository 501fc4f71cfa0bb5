/**
 * Says how the search for good hyperparameters went, per sweep and per project: how the best result
 * came about and what it cost, what the optimiser chose early, late and among its best trials,
 * whether the searched ranges were wide enough, what was tried twice, and what more trials like
 * these could be expected to give.
 *
 * <p>{@link dev.almanac.analyses.search.Sweep} holds the trials in the order in which they began;
 * each of the other kernels answers one of the questions. Everything here is a pure function
 * without chance.
 */
@NullMarked
package dev.almanac.analyses.search;

import org.jspecify.annotations.NullMarked;
