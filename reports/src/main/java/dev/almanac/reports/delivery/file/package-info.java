/** Messages to files: copies of reports, and Markdown. */
@NullMarked
package dev.almanac.reports.delivery.file;

import org.jspecify.annotations.NullMarked;
