/**
 * How much a metric varies when nothing but the seed changes, and what that says of a difference.
 */
@NullMarked
package dev.almanac.analyses.noise;

import org.jspecify.annotations.NullMarked;
