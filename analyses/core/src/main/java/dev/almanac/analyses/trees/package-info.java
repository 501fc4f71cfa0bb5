/**
 * Regression trees over binned runs, boosted or bagged, and the exact functional ANOVA of their
 * sum.
 *
 * <p>The reading order: an {@link dev.almanac.analyses.trees.Axis} says what cells a param has,
 * {@link dev.almanac.analyses.trees.Cells} holds the cell of every run, {@link
 * dev.almanac.analyses.trees.Boosting} and {@link dev.almanac.analyses.trees.Forest} grow {@link
 * dev.almanac.analyses.trees.Tree}s on them, {@link dev.almanac.analyses.trees.TreeAnova} splits
 * the variance of a {@link dev.almanac.analyses.trees.TreeSum} under a {@link
 * dev.almanac.analyses.trees.CellMeasure}. Everything here is pure: equal input and seed give equal
 * bits.
 */
@NullMarked
package dev.almanac.analyses.trees;

import org.jspecify.annotations.NullMarked;
