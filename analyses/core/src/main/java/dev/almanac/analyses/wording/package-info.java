/** Numbers, durations and shares as a person would write them. */
@NullMarked
package dev.almanac.analyses.wording;

import org.jspecify.annotations.NullMarked;
