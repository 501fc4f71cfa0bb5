/** Tests of tables as text. */
@NullMarked
package dev.almanac.ingest.logs.table;

import org.jspecify.annotations.NullMarked;
