/** Statistics that more than one analysis needs, each in one place. */
@NullMarked
package dev.almanac.analyses.statistics;

import org.jspecify.annotations.NullMarked;
