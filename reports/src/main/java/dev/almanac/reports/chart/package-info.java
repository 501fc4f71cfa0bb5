/** Charts as plain records, built from rows and handed to Apache ECharts as option JSON. */
@NullMarked
package dev.almanac.reports.chart;

import org.jspecify.annotations.NullMarked;
