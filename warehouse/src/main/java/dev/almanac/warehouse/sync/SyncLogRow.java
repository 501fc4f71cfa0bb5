package dev.almanac.warehouse.sync;

import dev.almanac.ingest.SourceSpec;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Spells a row of {@code sync_log}.
 *
 * @param spec the source
 * @param stamp the source's stamp from before it was listed, or null
 */
record SyncLogRow(SourceSpec spec, @Nullable String stamp) {

  @Nullable Object[] of(SyncReport report) {
    return new Object[] {
      report.syncId(),
      report.source(),
      spec.kind(),
      spec.format(),
      withoutSecrets(spec.location()),
      report.startedAt(),
      report.endedAt(),
      report.outcome().word(),
      report.reason(),
      report.runsListed() < 0 ? null : report.runsListed(),
      report.runsRead(),
      report.runsUnchanged(),
      report.runsGone(),
      report.points(),
      report.rows(),
      report.truncated(),
      report.corrupt(),
      report.unsupported(),
      report.altered(),
      stamp
    };
  }

  /** Returns the location without user, password and query, which may hold tokens. */
  private static String withoutSecrets(URI location) {
    if (location.getRawUserInfo() == null && location.getRawQuery() == null) {
      return location.toString();
    }
    String port = location.getPort() < 0 ? "" : ":" + location.getPort();
    String host = location.getHost() == null ? "" : "//" + location.getHost() + port;
    String path = location.getRawPath() == null ? "" : location.getRawPath();
    return location.getScheme() + ":" + host + path;
  }
}
