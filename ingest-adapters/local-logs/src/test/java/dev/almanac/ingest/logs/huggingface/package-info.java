/** Tests. */
@NullMarked
package dev.almanac.ingest.logs.huggingface;

import org.jspecify.annotations.NullMarked;
