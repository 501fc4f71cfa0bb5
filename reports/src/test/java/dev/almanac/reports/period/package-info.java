/** Tests of package period. */
@NullMarked
package dev.almanac.reports.period;

import org.jspecify.annotations.NullMarked;
