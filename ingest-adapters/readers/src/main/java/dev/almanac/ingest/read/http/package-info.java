/** Asking a tracker's server, politely and patiently: retries, limits, no secret ever shown. */
@NullMarked
package dev.almanac.ingest.read.http;

import org.jspecify.annotations.NullMarked;
