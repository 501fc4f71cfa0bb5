/** Rows of queries, held in memory for templates, charts and findings. */
@NullMarked
package dev.almanac.reports.data;

import org.jspecify.annotations.NullMarked;
