/** Tests. */
@NullMarked
package dev.almanac.ingest.logs.mapped;

import org.jspecify.annotations.NullMarked;
