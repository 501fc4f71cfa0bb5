package dev.almanac.ingest.model;

import org.jspecify.annotations.Nullable;

/**
 * A file, model, image or table that a run left behind.
 *
 * @param path path within the run, with {@code /}
 * @param kind {@code file model image table html checkpoint …}
 * @param sizeBytes size, or null if unknown
 * @param digest digest with its algorithm ({@code md5:…}), or null
 * @param uri where the content is, as the tracker states it, or null
 */
public record Artifact(
    String path,
    String kind,
    @Nullable Long sizeBytes,
    @Nullable String digest,
    @Nullable String uri) {}
