package dev.almanac.analyses.hygiene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All items of one run.
 *
 * @param runKey the run
 * @param tracker what logged it
 * @param form the form in which it was read; "" if not known
 * @param findings one an item, in the order of {@link Item}
 */
record RunHygiene(String runKey, String tracker, String form, List<Finding> findings) {

  /** What is in a run's artifacts, so that an unread list of them tells nothing. */
  private static final Set<Item> IN_ARTIFACTS =
      Set.of(Item.MODEL, Item.CHARTS, Item.SAMPLES, Item.PACKAGES);

  /** What only a training has that came to its end. */
  private static final Set<Item> OF_ENDED = Set.of(Item.MODEL, Item.CHARTS, Item.SAMPLES);

  /** What a run that only holds others together need not have. */
  private static final Set<Item> OF_TRAININGS =
      Set.of(Item.CURVE, Item.MODEL, Item.SEED, Item.CHARTS, Item.SAMPLES, Item.PARAMS);

  RunHygiene {
    findings = List.copyOf(findings);
  }

  static RunHygiene of(RunFacts facts, TrackerNotes notes) {
    List<Finding> findings = new ArrayList<>();
    for (Item item : Item.values()) {
      findings.add(find(item, facts, notes.of(facts.tracker(), facts.form(), item)));
    }
    return new RunHygiene(facts.runKey(), facts.tracker(), facts.form(), findings);
  }

  /** Returns the points out of 100, over the items that count. */
  double score() {
    double earned = 0;
    for (Finding finding : findings) {
      earned += finding.standing().counts() ? finding.credit() * finding.item().weight() : 0;
    }
    return 100 * earned / countedWeight();
  }

  /** Returns the weight of the items that count; NaN if none does. */
  double countedWeight() {
    double all = 0;
    for (Finding finding : findings) {
      all += finding.standing().counts() ? finding.item().weight() : 0;
    }
    return all == 0 ? Double.NaN : all;
  }

  /** Returns the same over what the tracker can hold; NaN if that is nothing. */
  double recordableScore(TrackerNotes notes) {
    double earned = 0;
    double all = 0;
    for (Finding finding : findings) {
      if (finding.standing().counts()) {
        double worth = finding.credit() * finding.item().weight();
        earned += worth;
        all +=
            notes.of(tracker, form, finding.item()).isMendable() ? finding.item().weight() : worth;
      }
    }
    return all == 0 ? Double.NaN : 100 * earned / all;
  }

  Finding of(Item item) {
    return findings.get(item.ordinal());
  }

  List<Finding> standing(Standing standing) {
    return findings.stream().filter(finding -> finding.standing() == standing).toList();
  }

  private static Finding find(Item item, RunFacts facts, TrackerNote note) {
    Optional<Evidence> evidence = evidence(item, facts);
    if (evidence.isPresent()) {
      Evidence found = evidence.get();
      Standing standing = found.credit() == 1 ? Standing.PRESENT : Standing.PARTIAL;
      return new Finding(item, standing, found.credit(), found.text());
    }
    Optional<String> whyNot = notExpected(item, facts);
    if (whyNot.isPresent()) {
      return new Finding(item, Standing.NOT_APPLICABLE, 0, whyNot.get());
    }
    if (IN_ARTIFACTS.contains(item) && hasUnlistedArtifacts(facts) && note.isMendable()) {
      return new Finding(
          item, Standing.UNKNOWN, 0, "its artifacts, if it has any, cannot be listed from here");
    }
    if (item == Item.CODE_CHANGES
        && note.how() == TrackerNote.How.UNREAD
        && CodeRules.commit(facts).isEmpty()) {
      return new Finding(item, Standing.MISSING, 0, "no commit, so nothing to have changed since");
    }
    return switch (note.how()) {
      case AUTO, CALL -> new Finding(item, Standing.MISSING, 0, "nothing of it was logged");
      case NO -> new Finding(item, Standing.NOT_RECORDED, 0, "not recorded by " + facts.tracker());
      case UNREAD -> new Finding(item, Standing.UNKNOWN, 0, note.text());
    };
  }

  private static Optional<Evidence> evidence(Item item, RunFacts facts) {
    return switch (item) {
      case CODE_COMMIT -> CodeRules.commit(facts);
      case CODE_CHANGES -> CodeRules.changes(facts);
      case COMMAND -> CodeRules.command(facts);
      case PYTHON -> EnvironmentRules.python(facts);
      case PACKAGES -> EnvironmentRules.packages(facts);
      case HARDWARE -> EnvironmentRules.hardware(facts);
      case DATA_VERSION -> DataRules.version(facts);
      case DATA_SPLITS -> DataRules.splits(facts);
      case PARAMS -> TrainingRules.params(facts);
      case SEED -> TrainingRules.seed(facts);
      case CURVE -> TrainingRules.curve(facts);
      case MODEL -> TrainingRules.model(facts);
      case TIMING -> TrainingRules.timing(facts);
      case CHARTS -> OutputRules.charts(facts);
      case SAMPLES -> OutputRules.samples(facts);
    };
  }

  private static Optional<String> notExpected(Item item, RunFacts facts) {
    boolean holdsOthers =
        facts.children() > 0
            && facts.of("curve").findAny().isEmpty()
            && facts.of("point").findAny().isEmpty();
    if (holdsOthers && OF_TRAININGS.contains(item)) {
      return Optional.of(
          "it holds "
              + Wording.counted(facts.children(), "run", "runs")
              + " together and logged no metric");
    }
    if (!facts.isDone() && OF_ENDED.contains(item)) {
      return Optional.of("the run is " + facts.status());
    }
    return Optional.empty();
  }

  private static boolean hasUnlistedArtifacts(RunFacts facts) {
    return !facts.sourceListsArtifacts()
        && facts
            .of("artifact")
            .anyMatch(fact -> fact.name().equals(".") && fact.extra().equals("folder"));
  }
}
