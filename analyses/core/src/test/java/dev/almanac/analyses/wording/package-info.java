/** Tests of package wording. */
@NullMarked
package dev.almanac.analyses.wording;

import org.jspecify.annotations.NullMarked;
