/** The warehouse: opened here, filled by a sync, read at a snapshot. */
@NullMarked
package dev.almanac.warehouse;

import org.jspecify.annotations.NullMarked;
