/**
 * Says what matters by the measures that other tools show, beside the variance shares of {@link
 * dev.almanac.analyses.sensitivity}: PED-ANOVA and its conditional form (Optuna 5's default), what
 * a random forest says (mean decrease of impurity as in W&amp;B's panel, permutation, local
 * importance), and correlations (the other column of that panel). The rows go to the same table,
 * {@code hp_importance}, told apart by their {@code method}.
 *
 * <p>{@link dev.almanac.analyses.importance.PedAnova} is the kernel: trials are split into good
 * ones and others, and each param is asked how differently the two are spread over its {@link
 * dev.almanac.analyses.importance.Domain}; {@link dev.almanac.analyses.importance.ForestAnswers}
 * asks the forest. Everything here is a pure function; the forest's chance comes from the scope's
 * seed.
 */
@NullMarked
package dev.almanac.analyses.importance;

import org.jspecify.annotations.NullMarked;
