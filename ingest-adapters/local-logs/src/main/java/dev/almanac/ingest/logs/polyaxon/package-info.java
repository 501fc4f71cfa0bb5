/** Events that Polyaxon's traceml writes. */
@NullMarked
package dev.almanac.ingest.logs.polyaxon;

import org.jspecify.annotations.NullMarked;
