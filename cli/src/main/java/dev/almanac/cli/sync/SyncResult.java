package dev.almanac.cli.sync;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.SourceSpec;
import dev.almanac.warehouse.sync.SyncReport;
import org.jspecify.annotations.Nullable;

/**
 * How the sync of one source went.
 *
 * @param source the source under its final name
 * @param report what was done, or null if the source could not be opened
 * @param failure why it could not be opened, or null
 */
public record SyncResult(SourceSpec source, @Nullable SyncReport report, @Nullable String failure) {

  /** Checks for null. */
  public SyncResult {
    requireNonNull(source, "source is null");
  }

  /** Tells whether all that could be read is in. */
  public boolean isComplete() {
    return report != null
        && (report.outcome() == SyncReport.Outcome.COMPLETE
            || report.outcome() == SyncReport.Outcome.NOTHING_CHANGED);
  }
}
