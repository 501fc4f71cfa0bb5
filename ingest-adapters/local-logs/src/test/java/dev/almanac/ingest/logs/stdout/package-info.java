/** Tests. */
@NullMarked
package dev.almanac.ingest.logs.stdout;

import org.jspecify.annotations.NullMarked;
