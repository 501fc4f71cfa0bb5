/** Tests of this package. */
@NullMarked
package dev.almanac.reports.delivery.file;

import org.jspecify.annotations.NullMarked;
