/** Tests. */
@NullMarked
package dev.almanac.ingest.logs.yolo;

import org.jspecify.annotations.NullMarked;
