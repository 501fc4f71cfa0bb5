package dev.almanac.reports.spec;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One section of a report.
 *
 * @param id anchor in the page
 * @param title heading
 * @param question what the section answers, in one line; may be empty
 * @param template path of its template within the folder of all reports
 * @param queries its SQL, in the order stated
 * @param charts its charts, in the order stated
 * @param findings whether its queries feed the sentences of {@code dev.almanac.reports.finding}
 * @param emptyWhen names of the queries without whose rows the section counts as empty
 * @param emptyText the line that stands instead of an empty section
 * @param timeout how long its queries may take together, or null for what the renderer says
 */
public record SectionSpec(
    String id,
    String title,
    String question,
    String template,
    List<QuerySpec> queries,
    List<ChartSpec> charts,
    boolean findings,
    List<String> emptyWhen,
    String emptyText,
    @Nullable Duration timeout) {

  /** Checks for null and copies the lists. */
  public SectionSpec {
    requireNonNull(id, "id is null");
    requireNonNull(title, "title is null");
    requireNonNull(template, "template is null");
    queries = List.copyOf(queries);
    charts = List.copyOf(charts);
    emptyWhen = List.copyOf(emptyWhen);
  }
}
