@NullMarked
package dev.almanac.ingest.logs.hydra;

import org.jspecify.annotations.NullMarked;
