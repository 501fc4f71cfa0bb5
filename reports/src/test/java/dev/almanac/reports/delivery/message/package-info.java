/** Tests of this package. */
@NullMarked
package dev.almanac.reports.delivery.message;

import org.jspecify.annotations.NullMarked;
