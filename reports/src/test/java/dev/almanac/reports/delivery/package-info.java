/** Tests of this package. */
@NullMarked
package dev.almanac.reports.delivery;

import org.jspecify.annotations.NullMarked;
