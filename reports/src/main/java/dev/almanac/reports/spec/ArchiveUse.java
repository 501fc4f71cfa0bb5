package dev.almanac.reports.spec;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Which archived reports a report sums up; its queries see them as {@code :archived}.
 *
 * @param report name of the report that was archived
 * @param sections ids of the sections whose findings and rows count
 * @param earlier how many periods before its own, the newest ones; 0 for those that end within its
 *     own period
 */
public record ArchiveUse(String report, List<String> sections, int earlier) {

  /** Checks for null and copies the list. */
  public ArchiveUse {
    requireNonNull(report, "report is null");
    sections = List.copyOf(sections);
  }
}
