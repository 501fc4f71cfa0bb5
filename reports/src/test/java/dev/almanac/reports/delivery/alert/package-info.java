/** Tests of this package. */
@NullMarked
package dev.almanac.reports.delivery.alert;

import org.jspecify.annotations.NullMarked;
