/**
 * How much of what a run needs to be understood and done again was recorded, what is missing, and
 * what would mend most of it with the least work. Rules on names decide; no randomness.
 */
@NullMarked
package dev.almanac.analyses.hygiene;

import org.jspecify.annotations.NullMarked;
