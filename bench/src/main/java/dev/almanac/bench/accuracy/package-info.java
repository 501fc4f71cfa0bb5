/** How often what is claimed is true, on data whose truth is known; run by hand. */
@NullMarked
package dev.almanac.bench.accuracy;

import org.jspecify.annotations.NullMarked;
