/**
 * What formats share when they put the facts of a log into Almanac's words: params out of nested
 * documents, points out of nested rows, times without a zone. Nothing here knows a format.
 */
@NullMarked
package dev.almanac.ingest.logs.facts;

import org.jspecify.annotations.NullMarked;
