/** SQLite databases that others write to, read without leaving a trace. */
@NullMarked
package dev.almanac.ingest.read.sqlite;

import org.jspecify.annotations.NullMarked;
