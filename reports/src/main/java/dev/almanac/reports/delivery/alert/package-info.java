/** Alerts: queries whose rows should not be there, and what is said about them. */
@NullMarked
package dev.almanac.reports.delivery.alert;

import org.jspecify.annotations.NullMarked;
