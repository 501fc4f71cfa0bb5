package dev.almanac.reports.schedule;

import dev.almanac.reports.RenderedReport;
import dev.almanac.reports.RenderedSection;
import dev.almanac.reports.period.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a rendered report is whole. An empty chart where data is expected is not.
 *
 * @param state what the report is worth
 * @param reasons why it is not whole, one sentence each
 */
public record Completeness(SlotState state, List<String> reasons) {

  /** Copies the list. */
  public Completeness {
    reasons = List.copyOf(reasons);
  }

  /**
   * Judges a report.
   *
   * @param expected ids of sections that must not be empty
   */
  public static Completeness of(
      RenderedReport report, DataState data, Period period, List<String> expected) {
    List<String> reasons = new ArrayList<>();
    for (RenderedSection section : report.sections()) {
      RenderedSection.Failure failure = section.failure();
      if (failure != null) {
        reasons.add(
            "Section "
                + section.id()
                + " could not be rendered ("
                + failure.place()
                + "): "
                + failure.message());
      }
    }
    boolean empty = report.state() == RenderedReport.State.EMPTY;
    for (String id : empty ? List.<String>of() : expected) {
      expected(report, id).ifPresent(reasons::add);
    }
    reasons.addAll(data.flaws(period));
    if (!reasons.isEmpty()) {
      return new Completeness(SlotState.DEGRADED, reasons);
    }
    return empty
        ? new Completeness(
            SlotState.SKIPPED_EMPTY,
            List.of(
                period.kind() == Period.Kind.AS_OF
                    ? "There is nothing to report."
                    : "No run started in " + period.label() + "."))
        : new Completeness(SlotState.OK, reasons);
  }

  private static Optional<String> expected(RenderedReport report, String id) {
    Optional<RenderedSection> found =
        report.sections().stream().filter(section -> section.id().equals(id)).findFirst();
    if (found.isEmpty()) {
      return Optional.of("There is no section " + id + ", which the schedule expects.");
    }
    RenderedSection section = found.get();
    return section.state() == RenderedSection.State.EMPTY
        ? Optional.of("Section " + id + " is empty: " + section.data().reason())
        : Optional.empty();
  }
}
