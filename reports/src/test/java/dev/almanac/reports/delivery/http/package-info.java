/** Tests of this package. */
@NullMarked
package dev.almanac.reports.delivery.http;

import org.jspecify.annotations.NullMarked;
