/**
 * Optuna's studies: a study is a project, a trial a run, intermediate values its curve. {@link
 * dev.almanac.ingest.optuna.StudyStore} reads databases of every schema generation, {@link
 * dev.almanac.ingest.optuna.JournalStore} replays journals, and {@link
 * dev.almanac.ingest.optuna.OptunaMapping} puts either into Almanac's words.
 */
@NullMarked
package dev.almanac.ingest.optuna;

import org.jspecify.annotations.NullMarked;
