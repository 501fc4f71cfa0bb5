/** W&B's server: the adapter against a stand-in that the real client can log to and read from. */
@NullMarked
package dev.almanac.ingest.wandb.server;

import org.jspecify.annotations.NullMarked;
