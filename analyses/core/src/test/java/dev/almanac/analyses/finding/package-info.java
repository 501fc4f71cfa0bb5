/** Tests of package finding. */
@NullMarked
package dev.almanac.analyses.finding;

import org.jspecify.annotations.NullMarked;
