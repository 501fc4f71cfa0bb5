/**
 * Runs that training code left in folders, whatever wrote them. {@link
 * dev.almanac.ingest.logs.LogFormat} is what a format must be, {@link
 * dev.almanac.ingest.logs.LogFormats} lists them, {@link dev.almanac.ingest.logs.LogWalk} finds the
 * runs, {@link dev.almanac.ingest.logs.RunLog} takes in what several logs say of one run. Each
 * format has a package of its own below this one.
 */
@NullMarked
package dev.almanac.ingest.logs;

import org.jspecify.annotations.NullMarked;
