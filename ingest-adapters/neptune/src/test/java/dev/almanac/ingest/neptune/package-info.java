/** Tests of the adapter for what Neptune left behind. */
@org.jspecify.annotations.NullMarked
package dev.almanac.ingest.neptune;
