/** Tests of the reports, over a warehouse in memory. */
@NullMarked
package dev.almanac.reports;

import org.jspecify.annotations.NullMarked;
