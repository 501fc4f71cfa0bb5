/** Tests of this package. */
@NullMarked
package dev.almanac.reports.chart.picture;

import org.jspecify.annotations.NullMarked;
