/** Numbers, durations and shares as a person would write them. */
@NullMarked
package dev.almanac.reports.text;

import org.jspecify.annotations.NullMarked;
