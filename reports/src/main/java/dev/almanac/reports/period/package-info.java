/** The span of time a report is about, and the words people use for it. */
@NullMarked
package dev.almanac.reports.period;

import org.jspecify.annotations.NullMarked;
