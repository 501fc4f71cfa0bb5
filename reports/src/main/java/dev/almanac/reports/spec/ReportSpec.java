package dev.almanac.reports.spec;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A report as {@code report.yaml} states it.
 *
 * @param name name of its folder
 * @param title heading of the page
 * @param emptyWhen id of the section without which the report counts as empty, or an empty text
 * @param sections in the order of the page
 */
public record ReportSpec(String name, String title, String emptyWhen, List<SectionSpec> sections) {

  /** Checks for null and copies the list. */
  public ReportSpec {
    requireNonNull(name, "name is null");
    requireNonNull(title, "title is null");
    requireNonNull(emptyWhen, "emptyWhen is null");
    sections = List.copyOf(sections);
  }
}
