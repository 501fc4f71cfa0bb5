/** Tests of the W&amp;B adapter against recordings of real clients. */
@NullMarked
package dev.almanac.ingest.wandb;

import org.jspecify.annotations.NullMarked;
