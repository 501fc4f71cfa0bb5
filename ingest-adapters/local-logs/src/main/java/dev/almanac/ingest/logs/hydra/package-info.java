/** What Hydra keeps of a job: its configuration, what was overridden, and the sweep. */
@NullMarked
package dev.almanac.ingest.logs.hydra;

import org.jspecify.annotations.NullMarked;
