package dev.almanac.reports.archive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.almanac.reports.budget.Budget;
import dev.almanac.reports.period.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an archived report is and where it is from; {@code manifest.json}.
 *
 * @param format version of this file's form
 * @param series the schedule that made it, or the report's name
 * @param report name of the report
 * @param title heading of the page
 * @param period what it is about
 * @param revision from 1
 * @param state {@code ok}, {@code degraded} or {@code skipped-empty}
 * @param reasons why it is not {@code ok}, one sentence each
 * @param due when its schedule wanted it, or null if a person asked for it
 * @param asOf what was taken for now
 * @param snapshot what it was read from
 * @param templates digest of the user's templates, or null if there were none
 * @param headline its most pressing finding; may be empty
 * @param queries its SQL
 * @param files digest and size of the other files, by name
 * @param params values of the report's params by name, or null if it has none
 * @param paramsHash digest of these values, or null
 * @param budgets the budgets that it was rendered with, or null if there were none
 */
public record Manifest(
    int format,
    String series,
    String report,
    String title,
    About period,
    int revision,
    String state,
    List<String> reasons,
    @Nullable Instant due,
    Instant asOf,
    Source snapshot,
    @Nullable String templates,
    String headline,
    List<Query> queries,
    Map<String, Digested> files,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, List<String>> params,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String paramsHash,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Budget> budgets) {

  /** The form that this version writes. */
  static final int FORMAT = 1;

  /**
   * A period.
   *
   * @param id name of the period
   * @param kind what it is a span of, in lower case
   * @param label its name for people
   * @param firstDay first day in it, ISO 8601
   * @param endDay first day after it, ISO 8601
   * @param zone name of the zone
   * @param start first instant in it
   * @param end first instant after it
   * @param partial whether it was still going on
   */
  public record About(
      String id,
      String kind,
      String label,
      String firstDay,
      String endDay,
      String zone,
      Instant start,
      Instant end,
      boolean partial) {

    /** Checks for null and that it is a period. */
    public About {
      requireNonNull(id, "id is null");
      requireNonNull(label, "label is null");
      requireNonNull(start, "start is null");
      requireNonNull(end, "end is null");
      new Period(
          id,
          Period.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
          LocalDate.parse(firstDay),
          LocalDate.parse(endDay),
          ZoneId.of(zone));
    }

    static About of(Period period, Instant now) {
      return new About(
          period.id(),
          period.kind().name().toLowerCase(Locale.ROOT),
          period.label(),
          period.firstDay().toString(),
          period.endDay().toString(),
          period.zone().getId(),
          period.start(),
          period.end(),
          period.isPartialAt(now));
    }

    /** Returns the period. */
    public Period toPeriod() {
      return new Period(
          id,
          Period.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
          LocalDate.parse(firstDay),
          LocalDate.parse(endDay),
          ZoneId.of(zone));
    }
  }

  /**
   * What it was read from.
   *
   * @param id id of the warehouse's snapshot
   * @param committedAt when that was committed, or null
   * @param warehouse the warehouse as the page names it
   * @param generator name and version of what rendered it
   */
  public record Source(
      String id, @Nullable Instant committedAt, String warehouse, String generator) {

    /** Checks for null. */
    public Source {
      requireNonNull(id, "id is null");
      requireNonNull(warehouse, "warehouse is null");
      requireNonNull(generator, "generator is null");
    }
  }

  /**
   * A query.
   *
   * @param section id of its section
   * @param name name of the query
   * @param file path of its SQL
   * @param rows how many rows it returned; -1 if it did not run
   * @param sha256 digest of the SQL as it ran
   * @param sql the SQL as it ran
   */
  public record Query(
      String section, String name, String file, long rows, String sha256, String sql) {}

  /**
   * A file.
   *
   * @param sha256 digest of its content
   * @param bytes its size
   */
  public record Digested(String sha256, long bytes) {}

  /** Checks for null and copies. */
  public Manifest {
    requireNonNull(series, "series is null");
    requireNonNull(report, "report is null");
    requireNonNull(title, "title is null");
    requireNonNull(period, "period is null");
    requireNonNull(state, "state is null");
    requireNonNull(asOf, "asOf is null");
    requireNonNull(snapshot, "snapshot is null");
    requireNonNull(headline, "headline is null");
    reasons = List.copyOf(reasons);
    queries = List.copyOf(queries);
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    params = params == null ? null : Collections.unmodifiableMap(new TreeMap<>(params));
    budgets = budgets == null ? null : List.copyOf(budgets);
  }

  /** Returns the values of the report's params by name; empty if it has none. */
  public Map<String, List<String>> given() {
    return params == null ? Map.of() : params;
  }

  /** Returns the budgets that it was rendered with; none if there were none. */
  public List<Budget> budgeted() {
    return budgets == null ? List.of() : budgets;
  }

  Manifest withRevision(int number) {
    return new Manifest(
        format,
        series,
        report,
        title,
        period,
        number,
        state,
        reasons,
        due,
        asOf,
        snapshot,
        templates,
        headline,
        queries,
        files,
        params,
        paramsHash,
        budgets);
  }
}
