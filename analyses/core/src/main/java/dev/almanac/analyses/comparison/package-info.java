/** Fair summaries of groups of runs: means without the tails, and the expected best of n. */
@NullMarked
package dev.almanac.analyses.comparison;

import org.jspecify.annotations.NullMarked;
