/** Begins folders of reports that a user goes on to write. */
@NullMarked
package dev.almanac.reports.author;

import org.jspecify.annotations.NullMarked;
