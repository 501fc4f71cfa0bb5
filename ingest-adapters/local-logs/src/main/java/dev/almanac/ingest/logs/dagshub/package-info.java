/** Metrics and params as DagsHub's logger writes them. */
@NullMarked
package dev.almanac.ingest.logs.dagshub;

import org.jspecify.annotations.NullMarked;
