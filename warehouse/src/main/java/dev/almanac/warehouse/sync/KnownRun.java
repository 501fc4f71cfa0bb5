package dev.almanac.warehouse.sync;

import org.jspecify.annotations.Nullable;

/**
 * A run of a source as it was last read.
 *
 * @param runKey its key in the warehouse
 * @param fingerprint what the source said of its content
 * @param gone whether it had vanished from the source
 * @param sameAs key of the run that it is another record of, or null
 * @param cursor how far it was read, or null
 */
record KnownRun(
    String runKey,
    String fingerprint,
    boolean gone,
    @Nullable String sameAs,
    @Nullable String cursor) {}
