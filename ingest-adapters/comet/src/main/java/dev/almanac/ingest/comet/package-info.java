/** Reads Comet archives, downloads and servers. */
@NullMarked
package dev.almanac.ingest.comet;

import org.jspecify.annotations.NullMarked;
