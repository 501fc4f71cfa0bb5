package dev.almanac.reports.archive;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * An archived report.
 *
 * @param series the schedule that made it, or the report's name
 * @param period id of the period
 * @param number from 1
 * @param folder where it is, absolute
 */
public record Revision(String series, String period, int number, Path folder) {

  /** Checks for null. */
  public Revision {
    requireNonNull(series, "series is null");
    requireNonNull(period, "period is null");
    requireNonNull(folder, "folder is null");
  }

  /** Returns its name, which is its path in the archive: {@code weekly/2026-W12/r1}. */
  public String name() {
    return series + "/" + period + "/r" + number;
  }

  /** Returns the page. */
  public Path page() {
    return folder.resolve(Draft.PAGE);
  }
}
