/** Generates stores and logs of any size, the same bytes of data for the same numbers. */
@NullMarked
package dev.almanac.bench.store;

import org.jspecify.annotations.NullMarked;
