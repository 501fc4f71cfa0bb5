/**
 * Chooses, from the findings of {@code dev.almanac.analyses.finding}, what the head of a report
 * says.
 */
@NullMarked
package dev.almanac.reports.finding;

import org.jspecify.annotations.NullMarked;
