/** Tests of the MLflow adapter against recordings of real clients. */
@NullMarked
package dev.almanac.ingest.mlflow;

import org.jspecify.annotations.NullMarked;
