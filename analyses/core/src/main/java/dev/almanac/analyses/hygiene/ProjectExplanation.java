package dev.almanac.analyses.hygiene;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A project's hygiene in sentences. */
final class ProjectExplanation {

  private ProjectExplanation() {}

  static String of(List<RunHygiene> runs, double mean, Optional<NextFix> fix) {
    List<String> always = new ArrayList<>();
    List<String> never = new ArrayList<>();
    List<String> noPlace = new ArrayList<>();
    for (Item item : Item.values()) {
      long counted = runs.stream().filter(run -> run.of(item).standing().counts()).count();
      long present = count(runs, item, Standing.PRESENT);
      if (counted > 0 && present == counted) {
        always.add(item.label());
      } else if (counted > 0 && count(runs, item, Standing.NOT_RECORDED) == counted) {
        noPlace.add(item.label());
      } else if (counted > 0 && count(runs, item, Standing.MISSING) == counted) {
        never.add(item.label());
      }
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, on average %.0f of 100 points.",
            Wording.counted(runs.size(), "run", "runs"),
            mean));
    append(text, "In every run", always);
    append(text, "In none", never);
    append(text, "Without a place in the tracker", noPlace);
    text.append(
        fix.map(ProjectExplanation::next)
            .orElse(
                " Nothing more can be recorded with what is used; another tracker beside it could."));
    return text.toString();
  }

  private static String next(NextFix fix) {
    return String.format(
        Locale.ROOT,
        " Cheapest next: %s, lacking in %s, %.0f points on average: %s.",
        fix.item().label(),
        Wording.counted(fix.runs(), "run", "runs"),
        fix.points(),
        fix.note().text());
  }

  private static void append(StringBuilder text, String what, List<String> labels) {
    if (!labels.isEmpty()) {
      text.append(' ').append(what).append(": ").append(Wording.listed(labels)).append('.');
    }
  }

  private static long count(List<RunHygiene> runs, Item item, Standing standing) {
    return runs.stream().filter(run -> run.of(item).standing() == standing).count();
  }
}
