/** Tests of package text. */
@NullMarked
package dev.almanac.reports.text;

import org.jspecify.annotations.NullMarked;
