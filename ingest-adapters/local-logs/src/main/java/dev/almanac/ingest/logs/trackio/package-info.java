/** Databases of Trackio. */
@NullMarked
package dev.almanac.ingest.logs.trackio;

import org.jspecify.annotations.NullMarked;
