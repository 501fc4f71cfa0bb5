package dev.almanac.warehouse.sync;

/**
 * A run that is in the warehouse already.
 *
 * @param runKey its key in the warehouse
 * @param fingerprint what the source said of it when it was last read
 * @param gone whether it was no longer in the source then
 */
record KnownRun(String runKey, String fingerprint, boolean gone) {}
