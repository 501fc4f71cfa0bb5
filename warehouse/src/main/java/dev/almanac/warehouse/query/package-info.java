/** Asking the warehouse: SQL in, typed rows out, on whatever engine. */
@NullMarked
package dev.almanac.warehouse.query;

import org.jspecify.annotations.NullMarked;
