/** Reads Optuna studies in SQLite, PostgreSQL, MySQL and journals. */
@NullMarked
package dev.almanac.ingest.optuna;

import org.jspecify.annotations.NullMarked;
