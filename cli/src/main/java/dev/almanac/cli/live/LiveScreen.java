package dev.almanac.cli.live;

import static java.util.Objects.requireNonNull;

import dev.almanac.cli.output.VisibleText;
import dev.almanac.cli.terminal.Terminal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Running runs for people: two or more lines a run, the verdict first. */
public final class LiveScreen {

  /** What is said if there is no running run. */
  public static final String NOTHING = "No run in the warehouse calls itself running.";

  /** Empties a terminal. */
  public static final String CLEAR = "\u001b[H\u001b[2J";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz", Locale.ROOT);

  private static final String INDENT = "       ";
  private static final String RESET = "\u001b[0m";

  /** Colours of the verdicts: red, yellow, green. */
  private static final Map<String, String> COLOURS =
      Map.of("kill", "\u001b[1;31m", "watch", "\u001b[1;33m", "keep", "\u001b[1;32m");

  private final int width;
  private final Terminal.Color color;
  private final ZoneId zone;

  /**
   * Creates a screen.
   *
   * @param width columns of the terminal
   * @param zone in which to say what time it is
   */
  public LiveScreen(int width, Terminal.Color color, ZoneId zone) {
    this.width = width;
    this.color = requireNonNull(color, "color is null");
    this.zone = requireNonNull(zone, "zone is null");
  }

  /** Returns the lines, each ended. */
  public String of(List<LiveRow> rows, Instant now) {
    if (rows.isEmpty()) {
      return NOTHING + "\n";
    }
    StringBuilder text = new StringBuilder();
    text.append(TIME.format(now.atZone(zone))).append("  ").append(counts(rows)).append("\n\n");
    rows.forEach(row -> add(row, text));
    return text.toString();
  }

  private static String counts(List<LiveRow> rows) {
    Map<String, Integer> states = new TreeMap<>();
    rows.forEach(row -> states.merge(row.text("state"), 1, Integer::sum));
    StringBuilder counted = new StringBuilder();
    states.forEach(
        (state, runs) ->
            counted
                .append(counted.length() == 0 ? "" : ", ")
                .append(runs)
                .append(' ')
                .append(state));
    String runs = rows.size() == 1 ? "1 run calls itself" : rows.size() + " runs call themselves";
    return runs + " running: " + counted;
  }

  private void add(LiveRow row, StringBuilder text) {
    String verdict = row.text("verdict");
    String padded = String.format(Locale.ROOT, "%-5s", verdict);
    boolean coloured = color == Terminal.Color.ON && COLOURS.containsKey(verdict);
    String head =
        VisibleText.of(
            row.text("state")
                + "  "
                + row.text("project")
                + " / "
                + row.text("name")
                + figures(row));
    text.append(coloured ? COLOURS.get(verdict) + padded + RESET : padded)
        .append("  ")
        .append(VisibleText.fit(head, width - padded.length() - 2))
        .append('\n');
    wrap(VisibleText.of(row.text("evidence")), text);
  }

  private static String figures(LiveRow row) {
    StringBuilder figures = new StringBuilder();
    double step = row.number("step");
    double value = row.number("value");
    if (!Double.isNaN(step)) {
      figures.append(String.format(Locale.ROOT, "  step %,d", (long) step));
    }
    if (!Double.isNaN(value)) {
      figures.append(String.format(Locale.ROOT, "  %s %.4g", row.text("metric_key"), value));
    }
    return figures.toString();
  }

  private void wrap(String evidence, StringBuilder text) {
    int room = Math.max(20, width - INDENT.length());
    StringBuilder line = new StringBuilder();
    for (String word : evidence.split(" ", -1)) {
      if (line.length() > 0
          && VisibleText.width(line.toString()) + 1 + VisibleText.width(word) > room) {
        text.append(INDENT).append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    text.append(INDENT).append(VisibleText.fit(line.toString(), room)).append('\n');
  }
}
