package dev.almanac.analyses.hygiene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What would raise the score of most runs with the least work.
 *
 * @param tracker whose call it is
 * @param item the item that it mends
 * @param note the call and its effort
 * @param runs how many runs of the project lack it
 * @param points by how many points the mean score of the project's runs would rise
 */
record NextFix(String tracker, Item item, TrackerNote note, long runs, double points) {

  /** Chooses among all items and trackers of a project; empty if there is nothing to mend. */
  static Optional<NextFix> of(List<RunHygiene> runs, TrackerNotes notes) {
    List<NextFix> candidates = new ArrayList<>();
    runs.stream()
        .map(RunHygiene::tracker)
        .distinct()
        .sorted()
        .forEach(tracker -> addCandidates(tracker, runs, notes, candidates));
    NextFix best = null;
    for (NextFix candidate : candidates) {
      best = best == null || candidate.gainPerEffort() > best.gainPerEffort() ? candidate : best;
    }
    return Optional.ofNullable(best);
  }

  /** Chooses for one run. */
  static Optional<NextFix> of(RunHygiene run, TrackerNotes notes) {
    return of(List.of(run), notes);
  }

  private static void addCandidates(
      String tracker, List<RunHygiene> runs, TrackerNotes notes, List<NextFix> candidates) {
    for (Item item : Item.values()) {
      long lacking = 0;
      double lost = 0;
      for (RunHygiene run : runs) {
        Finding finding = run.of(item);
        boolean mendable =
            finding.standing().isMendable() && notes.of(tracker, run.form(), item).isMendable();
        if (run.tracker().equals(tracker) && mendable) {
          lacking++;
          lost += (1 - finding.credit()) * item.weight() / run.countedWeight() * 100;
        }
      }
      if (lacking > 0) {
        candidates.add(
            new NextFix(tracker, item, notes.of(tracker, "", item), lacking, lost / runs.size()));
      }
    }
  }

  private double gainPerEffort() {
    return points / note.effort();
  }
}
