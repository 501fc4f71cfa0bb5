package dev.almanac.ingest.model;

import org.jspecify.annotations.Nullable;

/**
 * A dataset that a run used.
 *
 * @param name name as logged
 * @param digest digest as logged, or null
 * @param context what for ({@code train}, {@code eval} …), or null
 * @param sourceUri where the data came from, as logged (text or JSON), or null
 */
public record DatasetUse(
    String name, @Nullable String digest, @Nullable String context, @Nullable String sourceUri) {}
