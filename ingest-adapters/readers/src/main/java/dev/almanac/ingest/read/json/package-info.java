/** JSON as Python writes it: NaN and Infinity, exact integers, bounded depth; never an object. */
@NullMarked
package dev.almanac.ingest.read.json;

import org.jspecify.annotations.NullMarked;
