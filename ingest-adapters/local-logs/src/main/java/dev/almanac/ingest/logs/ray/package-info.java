/** Trials of Ray Tune and RLlib. */
@NullMarked
package dev.almanac.ingest.logs.ray;

import org.jspecify.annotations.NullMarked;
