/** What DVCLive leaves in its folder. */
@NullMarked
package dev.almanac.ingest.logs.dvclive;

import org.jspecify.annotations.NullMarked;
