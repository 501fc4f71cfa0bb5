/** W&B's servers: runs, exact histories and artifacts by the public GraphQL API. */
@NullMarked
package dev.almanac.ingest.wandb.server;

import org.jspecify.annotations.NullMarked;
