/**
 * Reading the databases behind trackers: PostgreSQL, MySQL and MariaDB, in read-only transactions,
 * page by page; no password ever shown.
 */
@NullMarked
package dev.almanac.ingest.read.database;

import org.jspecify.annotations.NullMarked;
