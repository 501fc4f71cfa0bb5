package dev.almanac.reports.spec;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One chart of a section, or one for each facet: which query feeds it, and which column is what.
 *
 * @param name by which the template knows it
 * @param type line, step, rank, band, bar, stacked-bar, scatter, interval, heatmap, parallel or
 *     strip
 * @param rows name of the query
 * @param facet columns whose values divide the rows into charts of their own; empty for one chart
 * @param columns column for each role of the type: x, y, series, low, high, label and so on
 * @param texts title, description, x-label, y-label, note, middle (of a band), measure (of a heat
 *     map): text with {@code {column}} for the value in the first row; y-range: {@code robust} lets
 *     the axis of lines and bands end where few far values would squash the rest
 */
public record ChartSpec(
    String name,
    String type,
    String rows,
    List<String> facet,
    Map<String, String> columns,
    Map<String, String> texts) {

  /** Checks for null and copies the collections. */
  public ChartSpec {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(rows, "rows is null");
    facet = List.copyOf(facet);
    columns = Map.copyOf(columns);
    texts = Map.copyOf(texts);
  }

  /** Returns the column of a role, or null. */
  public @Nullable String column(String role) {
    return columns.get(role);
  }

  /** Returns a text, empty if it is not stated. */
  public String text(String role) {
    return texts.getOrDefault(role, "");
  }
}
