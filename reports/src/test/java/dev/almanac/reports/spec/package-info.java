/** Tests of package spec. */
@NullMarked
package dev.almanac.reports.spec;

import org.jspecify.annotations.NullMarked;
