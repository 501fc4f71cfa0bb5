/** Reads archives that others packed, without believing what they say of themselves. */
@NullMarked
package dev.almanac.ingest.read.archive;

import org.jspecify.annotations.NullMarked;
