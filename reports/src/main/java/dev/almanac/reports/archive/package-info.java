/** Rendered reports, kept for good: the pages, their data, and where each number is from. */
@NullMarked
package dev.almanac.reports.archive;

import org.jspecify.annotations.NullMarked;
