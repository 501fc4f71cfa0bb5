/** Offline sessions of ClearML. */
@NullMarked
package dev.almanac.ingest.logs.clearml;

import org.jspecify.annotations.NullMarked;
