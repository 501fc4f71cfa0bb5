package dev.almanac.bench.scenario;

import java.util.Locale;

/** Prints what a scenario measured as a table for a terminal. */
record ResultTable(Scenario scenario, Result result) {

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%n%s: %s%n", scenario.name(), scenario.summary()));
    text.append(
        String.format(
            Locale.ROOT, "%-52s %9s %9s %9s %12s%n", "", "wall s", "CPU s", "peak MB", "points/s"));
    for (Measurement each : result.measurements()) {
      Double peak = each.peakMegabytes();
      text.append(
          String.format(
              Locale.ROOT,
              "%-52s %9.2f %9.2f %9s %12s%s%n",
              each.step(),
              each.wall(),
              each.cpu(),
              peak == null ? "" : String.format(Locale.ROOT, "%.0f", peak),
              each.points() == 0
                  ? ""
                  : String.format(Locale.ROOT, "%,.0f", each.points() / each.wall()),
              each.note() == null ? "" : "  (" + each.note() + ")"));
    }
    for (Comparison each : result.comparisons()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-52s %9.2f   target %-12s %s%n",
              each.what(),
              each.value(),
              each.target(),
              each.target().equals("none") ? "" : each.met() ? "met" : "MISSED"));
    }
    return text.toString();
  }
}
