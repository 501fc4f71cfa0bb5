/**
 * What an adapter must be: it recognises places, lists their runs cheaply, and streams runs into a
 * sink.
 *
 * <p>An adapter is one {@link dev.almanac.ingest.RunSourceFactory}, found through {@link
 * java.util.ServiceLoader}, and the {@link dev.almanac.ingest.RunSource} that it opens. Everything
 * else in this package is the vocabulary between the two and the warehouse.
 */
@NullMarked
package dev.almanac.ingest;

import org.jspecify.annotations.NullMarked;
