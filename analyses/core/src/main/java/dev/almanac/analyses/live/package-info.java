/**
 * Runs that call themselves running: whether they are alive, how they stand against the history at
 * the same step, where they are going, and whether to keep, watch or kill them. The time is an
 * input value; nothing here reads a clock.
 */
@NullMarked
package dev.almanac.analyses.live;

import org.jspecify.annotations.NullMarked;
