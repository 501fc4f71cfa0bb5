package dev.almanac.reports;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one section came out.
 *
 * @param id anchor in the page
 * @param title heading
 * @param state how it came out
 * @param queries its queries as they ran
 * @param failure what went wrong, or null
 * @param data what it is made of
 */
public record RenderedSection(
    String id,
    String title,
    State state,
    List<RanQuery> queries,
    @Nullable Failure failure,
    Data data) {

  /**
   * What a section is made of.
   *
   * @param rows rows of each query, by its name, in the order of the queries
   * @param findings its sentences, most pressing first
   * @param reason why it is empty or failed; empty otherwise
   */
  public record Data(Map<String, Rows> rows, List<Finding> findings, String reason) {

    /** Checks for null and copies. */
    public Data {
      rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
      findings = List.copyOf(findings);
      requireNonNull(reason, "reason is null");
    }
  }

  /** How a section came out. */
  public enum State {
    /** It stands. */
    OK,
    /** There is nothing to show, and the page says why. */
    EMPTY,
    /** It is an error card. */
    FAILED
  }

  /**
   * A query as it ran.
   *
   * @param name by which the template knows it
   * @param file path of its SQL
   * @param sql SQL with the parameters' values in place, ready to be run again
   * @param rows how many rows it returned; -1 if it did not run
   */
  public record RanQuery(String name, String file, String sql, long rows) {}

  /**
   * Why a section is an error card.
   *
   * @param file the user's file, or path of the built-in one
   * @param line line in it, from 1; 0 if unknown
   * @param message the engine's own words
   */
  public record Failure(String file, int line, String message) {

    /** Returns file and line for people. */
    public String place() {
      return line > 0 ? file + ", line " + line : file;
    }
  }

  /** Checks for null and copies the list. */
  public RenderedSection {
    requireNonNull(id, "id is null");
    requireNonNull(title, "title is null");
    requireNonNull(state, "state is null");
    requireNonNull(data, "data is null");
    queries = List.copyOf(queries);
  }
}
