/**
 * Aim's repositories: facts about runs in a SQLite file, params and metrics in one RocksDB each.
 * Keys are paths ({@link dev.almanac.ingest.aim.AimKey}), values carry their type ({@link
 * dev.almanac.ingest.aim.AimValue}).
 */
@NullMarked
package dev.almanac.ingest.aim;

import org.jspecify.annotations.NullMarked;
