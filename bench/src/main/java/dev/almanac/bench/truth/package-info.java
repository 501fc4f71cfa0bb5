/** Functions whose shares of variance are known, and how near the sensitivity analysis comes. */
@NullMarked
package dev.almanac.bench.truth;

import org.jspecify.annotations.NullMarked;
