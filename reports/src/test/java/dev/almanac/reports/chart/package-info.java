/** Tests of package chart. */
@NullMarked
package dev.almanac.reports.chart;

import org.jspecify.annotations.NullMarked;
