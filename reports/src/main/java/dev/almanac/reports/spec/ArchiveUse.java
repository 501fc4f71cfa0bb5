package dev.almanac.reports.spec;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Which archived reports a report sums up; its queries see them as {@code :archived}.
 *
 * @param report name of the report that was archived
 * @param sections ids of the sections whose findings and rows count
 */
public record ArchiveUse(String report, List<String> sections) {

  /** Checks for null and copies the list. */
  public ArchiveUse {
    requireNonNull(report, "report is null");
    sections = List.copyOf(sections);
  }
}
