/** Renders a report: runs its SQL, writes its findings and charts, fills its templates. */
@NullMarked
package dev.almanac.reports;

import org.jspecify.annotations.NullMarked;
