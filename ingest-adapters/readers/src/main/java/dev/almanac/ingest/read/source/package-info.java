/** What every source of files keeps track of: fingerprints, problems, times of change. */
@NullMarked
package dev.almanac.ingest.read.source;

import org.jspecify.annotations.NullMarked;
