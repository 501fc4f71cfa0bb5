/** Tests of package finding. */
@NullMarked
package dev.almanac.reports.finding;

import org.jspecify.annotations.NullMarked;
