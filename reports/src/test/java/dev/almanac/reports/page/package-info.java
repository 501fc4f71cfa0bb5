/** Tests of package page. */
@NullMarked
package dev.almanac.reports.page;

import org.jspecify.annotations.NullMarked;
