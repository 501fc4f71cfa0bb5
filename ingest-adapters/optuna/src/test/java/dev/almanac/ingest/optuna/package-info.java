/** Tests of the Optuna adapter, against storages that Optuna 0.9 to 5.0 wrote. */
@NullMarked
package dev.almanac.ingest.optuna;

import org.jspecify.annotations.NullMarked;
