/**
 * What holds across projects: effects of hyperparameters pooled by random effects, where the best
 * runs usually are, how much tuning each one is worth, and which names may mean the same param.
 */
@NullMarked
package dev.almanac.analyses.pooling;

import org.jspecify.annotations.NullMarked;
