/** What Sacred's {@code FileStorageObserver} writes of a run. */
@NullMarked
package dev.almanac.ingest.logs.sacred;

import org.jspecify.annotations.NullMarked;
