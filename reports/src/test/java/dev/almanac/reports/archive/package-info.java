/** Tests of this package. */
@NullMarked
package dev.almanac.reports.archive;

import org.jspecify.annotations.NullMarked;
