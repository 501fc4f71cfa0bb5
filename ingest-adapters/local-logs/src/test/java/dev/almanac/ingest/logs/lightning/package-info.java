/** Tests of the reading of Lightning's files. */
@NullMarked
package dev.almanac.ingest.logs.lightning;

import org.jspecify.annotations.NullMarked;
