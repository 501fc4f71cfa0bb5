package dev.almanac.reports.delivery.message;

import dev.almanac.analyses.wording.Numbers;
import dev.almanac.reports.delivery.message.Part.Column;
import dev.almanac.reports.delivery.message.Part.Column.Kind;
import dev.almanac.reports.delivery.message.Part.Tone;
import dev.almanac.reports.period.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The tables of a digest. A report without such sections has none of them. */
record DigestTables(ArchivedData data, Period period) {

  private static final int MOST_ROWS = 8;

  /** Returns who moved on the leaderboard, new bests first. */
  List<Part> leaderboard() {
    List<ArchivedData.Row> standing = data.rows("leaderboard", "standing");
    List<ArchivedData.Row> moved =
        standing.stream()
            .filter(row -> row.count("n_now") > 0)
            .sorted(Comparator.comparing((ArchivedData.Row row) -> !isNewBest(row)))
            .toList();
    if (standing.isEmpty()) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Heading("Leaderboard"));
    if (moved.isEmpty()) {
      parts.add(
          new Part.Text(
              "No project has a finished run of this " + period.kind().word() + ".", Tone.PLAIN));
      return parts;
    }
    List<List<String>> rows = new ArrayList<>();
    for (ArchivedData.Row row : moved.subList(0, Math.min(MOST_ROWS, moved.size()))) {
      double noise = noise(row);
      rows.add(
          List.of(
              row.text("project"),
              row.text("metric_key"),
              Numbers.measured(row.number("best_now"), noise),
              row.text("run_now"),
              change(row)));
    }
    parts.add(
        new Part.Table(
            List.of(
                new Column("Project", Kind.WORDS),
                new Column("Metric", Kind.WORDS),
                new Column("Best of the " + period.kind().word(), Kind.NUMBERS),
                new Column("Run", Kind.WORDS),
                new Column("Against the best before", Kind.WORDS)),
            rows,
            moved.size()));
    return parts;
  }

  private static boolean isNewBest(ArchivedData.Row row) {
    return row.count("n_before") == 0 || row.number("gain") > 0;
  }

  private static double noise(ArchivedData.Row row) {
    double noise = row.number("sd");
    return Double.isNaN(noise) ? Math.abs(row.number("gain")) : noise;
  }

  private static String change(ArchivedData.Row row) {
    double gain = row.number("gain");
    if (row.count("n_before") == 0) {
      return "first of its project";
    }
    if (Double.isNaN(gain)) {
      return "";
    }
    if (gain == 0) {
      return "equal";
    }
    double least = row.number("least_difference");
    String size = Numbers.measured(Math.abs(gain), noise(row));
    String chance = !Double.isNaN(least) && Math.abs(gain) < least ? ", within seed noise" : "";
    return (gain > 0 ? "new best, better by " : "worse by ") + size + chance;
  }

  /** Returns how much ran. */
  List<Part> activity() {
    List<Part> parts = new ArrayList<>();
    List<ArchivedData.Row> summary = data.rows("cover", "summary");
    List<ArchivedData.Row> projects = data.rows("activity", "projects");
    if (summary.isEmpty() && projects.isEmpty()) {
      return parts;
    }
    parts.add(new Part.Heading("Activity"));
    summary.stream().findFirst().ifPresent(row -> parts.add(new Part.Text(said(row), Tone.PLAIN)));
    List<List<String>> rows = new ArrayList<>();
    for (ArchivedData.Row row : projects.subList(0, Math.min(MOST_ROWS, projects.size()))) {
      rows.add(
          List.of(
              row.text("project"),
              Numbers.count(row.count("runs")),
              Numbers.count(row.count("runs_before")),
              Numbers.count(row.count("finished")),
              Numbers.count(row.count("failed") + row.count("killed")),
              Numbers.hours(row.number("seconds"))));
    }
    if (!rows.isEmpty()) {
      parts.add(
          new Part.Table(
              List.of(
                  new Column("Project", Kind.WORDS),
                  new Column("Runs", Kind.NUMBERS),
                  new Column("The " + period.kind().word() + " before", Kind.NUMBERS),
                  new Column("Finished", Kind.NUMBERS),
                  new Column("Lost", Kind.NUMBERS),
                  new Column("Hours", Kind.NUMBERS)),
              rows,
              projects.size()));
    }
    return parts;
  }

  private String said(ArchivedData.Row row) {
    long runs = row.count("runs");
    long before = row.count("runs_before");
    return Numbers.count(runs)
        + (runs == 1 ? " run in " : " runs in ")
        + Numbers.count(row.count("projects"))
        + (row.count("projects") == 1 ? " project" : " projects")
        + ", "
        + Numbers.hours(row.number("seconds"))
        + " hours; "
        + Numbers.count(before)
        + (before == 1 ? " run" : " runs")
        + " and "
        + Numbers.hours(row.number("seconds_before"))
        + " hours the "
        + period.kind().word()
        + " before.";
  }

  /** Returns what went wrong. */
  List<Part> failures() {
    List<ArchivedData.Row> failed = data.rows("failures", "failed");
    int diverged = data.rows("failures", "diverged").size();
    int stuck = data.rows("failures", "stuck").size();
    if (failed.isEmpty() && diverged == 0 && stuck == 0) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Heading("Failures"));
    List<List<String>> rows = new ArrayList<>();
    for (ArchivedData.Row row : failed.subList(0, Math.min(MOST_ROWS, failed.size()))) {
      rows.add(
          List.of(
              row.text("project"),
              row.text("status"),
              Numbers.count(row.count("runs")),
              row.count("ended") == 0
                  ? "–"
                  : Numbers.percent(row.number("share")) + " of " + row.count("ended"),
              Numbers.hours(row.number("seconds"))));
    }
    if (!rows.isEmpty()) {
      parts.add(
          new Part.Table(
              List.of(
                  new Column("Project", Kind.WORDS),
                  new Column("Status", Kind.WORDS),
                  new Column("Runs", Kind.NUMBERS),
                  new Column("Of ended runs", Kind.NUMBERS),
                  new Column("Hours lost", Kind.NUMBERS)),
              rows,
              failed.size()));
    }
    if (diverged > 0) {
      parts.add(new Part.Text(plural(diverged, "run") + " diverged.", Tone.PLAIN));
    }
    if (stuck > 0) {
      String verb =
          stuck == 1 ? " calls itself running and is" : " call themselves running and are";
      parts.add(new Part.Text(plural(stuck, "run") + verb + " silent for days.", Tone.PLAIN));
    }
    return parts;
  }

  private static String plural(int count, String noun) {
    return Numbers.count(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
