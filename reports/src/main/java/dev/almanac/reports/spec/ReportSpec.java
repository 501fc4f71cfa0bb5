package dev.almanac.reports.spec;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as {@code report.yaml} states it.
 *
 * @param name name of its folder
 * @param title heading of the page, with {@code {param}} for how people call a param's value
 * @param description what it is for, in one line; may be empty
 * @param emptyWhen id of the section without which the report counts as empty, or an empty text
 * @param period whether it is about a period
 * @param usualPeriod the period that it is about if none is named, such as {@code last-week}
 * @param params what it asks its reader for
 * @param positional name of the param that needs no {@code --param}, or an empty text
 * @param scope name of the param, and of the column in the tables, to whose rows its queries are
 *     confined; empty for all rows
 * @param refreshSeconds after how many seconds an open page loads itself again; 0 for never
 * @param archived which archived reports it sums up, or null
 * @param sections in the order of the page
 */
public record ReportSpec(
    String name,
    String title,
    String description,
    String emptyWhen,
    PeriodUse period,
    String usualPeriod,
    List<ParamSpec> params,
    String positional,
    String scope,
    int refreshSeconds,
    @Nullable ArchiveUse archived,
    List<SectionSpec> sections) {

  /** Checks for null and copies the lists. */
  public ReportSpec {
    requireNonNull(name, "name is null");
    requireNonNull(title, "title is null");
    requireNonNull(description, "description is null");
    requireNonNull(emptyWhen, "emptyWhen is null");
    requireNonNull(period, "period is null");
    requireNonNull(usualPeriod, "usualPeriod is null");
    requireNonNull(scope, "scope is null");
    requireNonNull(positional, "positional is null");
    params = List.copyOf(params);
    sections = List.copyOf(sections);
  }

  /** Returns what it is for, in one line. */
  public String about() {
    return description.isEmpty() ? title : description;
  }
}
