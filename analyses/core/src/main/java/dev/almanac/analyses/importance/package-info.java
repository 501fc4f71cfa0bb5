/**
 * Says what matters by the measures that other tools show, beside the variance shares of {@link
 * dev.almanac.analyses.sensitivity}: PED-ANOVA and its conditional form (Optuna 5's default) and
 * correlations (the other column of W&amp;B's panel). The rows go to the same table, {@code
 * hp_importance}, told apart by their {@code method}.
 *
 * <p>{@link dev.almanac.analyses.importance.PedAnova} is the kernel: trials are split into good ones
 * and others, and each param is asked how differently the two are spread over its {@link
 * dev.almanac.analyses.importance.Domain}. Everything here is a pure function without chance.
 */
@NullMarked
package dev.almanac.analyses.importance;

import org.jspecify.annotations.NullMarked;
