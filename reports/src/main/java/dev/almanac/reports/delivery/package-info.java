/**
 * Bringing archived reports and alerts to people: where to, what was sent, what is to be tried
 * again. Nothing here renders a report; a message is made from the archive's files.
 */
@NullMarked
package dev.almanac.reports.delivery;

import org.jspecify.annotations.NullMarked;
