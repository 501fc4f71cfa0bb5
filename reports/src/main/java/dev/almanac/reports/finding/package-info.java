/** Turns rows into sentences: what a colleague would say on Monday, with the evidence. */
@NullMarked
package dev.almanac.reports.finding;

import org.jspecify.annotations.NullMarked;
