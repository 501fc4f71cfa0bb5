/** Tables an epoch a row: {@code CSVLogger} of Keras and of fastai. */
@NullMarked
package dev.almanac.ingest.logs.keras;

import org.jspecify.annotations.NullMarked;
