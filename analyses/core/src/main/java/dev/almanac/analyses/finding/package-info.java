/**
 * Turns facts into sentences: what a colleague would say on Monday, with evidence, caveats and what
 * to do about it, and whether it is new. A finding stands only where the data support it: each kind
 * has its least numbers and its test, and tests that are made many times are corrected for it.
 */
@NullMarked
package dev.almanac.analyses.finding;

import org.jspecify.annotations.NullMarked;
