/** Tests of this package. */
@NullMarked
package dev.almanac.reports.schedule;

import org.jspecify.annotations.NullMarked;
