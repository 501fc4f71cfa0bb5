/**
 * Charts as PNG, for places where no script runs: the page's own script and ECharts, run by an
 * interpreter.
 */
@NullMarked
package dev.almanac.reports.chart.picture;

import org.jspecify.annotations.NullMarked;
