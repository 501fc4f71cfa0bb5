/**
 * Reads what Lightning's loggers leave in a version folder: {@code metrics.csv} of the CSV logger
 * and {@code hparams.yaml}, which its TensorBoard logger writes too.
 */
@NullMarked
package dev.almanac.ingest.logs.lightning;

import org.jspecify.annotations.NullMarked;
