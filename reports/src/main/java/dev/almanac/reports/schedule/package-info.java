/** When reports are due, what came of each period, and who is at it. */
@NullMarked
package dev.almanac.reports.schedule;

import org.jspecify.annotations.NullMarked;
