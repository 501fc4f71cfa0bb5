/** Trials of Keras Tuner. */
@NullMarked
package dev.almanac.ingest.logs.kerastuner;

import org.jspecify.annotations.NullMarked;
