/** Reads W&amp;B run folders, exports and servers. */
@NullMarked
package dev.almanac.ingest.wandb;

import org.jspecify.annotations.NullMarked;
