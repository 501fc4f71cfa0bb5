/**
 * Early stopping, replayed over history: which runs each rule would have stopped knowing only what
 * was known at the time, what that would have saved, and what it would have cost.
 */
@NullMarked
package dev.almanac.analyses.stopping;

import org.jspecify.annotations.NullMarked;
