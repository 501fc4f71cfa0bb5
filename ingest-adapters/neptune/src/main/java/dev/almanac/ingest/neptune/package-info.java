/** Reads what Neptune left behind: exports and folders of both generations. */
@NullMarked
package dev.almanac.ingest.neptune;

import org.jspecify.annotations.NullMarked;
