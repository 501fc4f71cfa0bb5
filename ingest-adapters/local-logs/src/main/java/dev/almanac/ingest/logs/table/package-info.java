/**
 * Tables as text, read fast and in bounded memory: {@link
 * dev.almanac.ingest.logs.table.TableFormat} finds out how one is written, {@link
 * dev.almanac.ingest.logs.table.TableReader} cuts it into rows of bytes, {@link
 * dev.almanac.ingest.logs.table.JsonRows} does the same for JSON lines, {@link
 * dev.almanac.ingest.logs.table.MetricTable} takes a wide table into a run, {@link
 * dev.almanac.ingest.logs.table.TailCursor} remembers how far a growing file was read. Used by all
 * formats that are tables; knows none of them.
 */
@NullMarked
package dev.almanac.ingest.logs.table;

import org.jspecify.annotations.NullMarked;
