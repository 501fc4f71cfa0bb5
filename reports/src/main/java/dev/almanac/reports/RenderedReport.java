package dev.almanac.reports;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A finished page.
 *
 * @param html the page, self-contained
 * @param state what it is worth
 * @param sections its sections in order
 * @param warnings what the caller should tell the user, one sentence each
 */
public record RenderedReport(
    String html, State state, List<RenderedSection> sections, List<String> warnings) {

  /** What a page is worth. */
  public enum State {
    /** All sections stand. */
    OK,
    /** At least one section is an error card. */
    DEGRADED,
    /** There is nothing in the period. */
    EMPTY;

    /** Returns the word for people and files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks for null and copies the lists. */
  public RenderedReport {
    requireNonNull(html, "html is null");
    requireNonNull(state, "state is null");
    sections = List.copyOf(sections);
    warnings = List.copyOf(warnings);
  }

  /** Returns the size of the page in UTF-8. */
  public long bytes() {
    return html.getBytes(StandardCharsets.UTF_8).length;
  }
}
