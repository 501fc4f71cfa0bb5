package dev.almanac.ingest.model;

/**
 * A fact about what a run ran on.
 *
 * @param kind {@code git package hardware os python command …}
 * @param key for example {@code commit} or a package name
 * @param value text as logged
 */
public record EnvironmentFact(String kind, String key, String value) {}
