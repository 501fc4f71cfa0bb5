/**
 * The curves of one configuration over its seeds, laid over one another: where their mean and
 * median are at each place, and how sure that is.
 */
@NullMarked
package dev.almanac.analyses.seedband;

import org.jspecify.annotations.NullMarked;
