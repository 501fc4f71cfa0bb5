package dev.almanac.analyses.hygiene;

import static dev.almanac.analyses.AnalysisTables.ANALYSIS_EXCLUSION;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One project: a row a run as they come, items and project at the end. */
final class HygieneKernel implements Kernel {

  private static final String METHOD = "weighted checklist";

  /** MLflow's SQL stores hold an infinity as the largest double of its sign. */
  private static final double INFINITE = 1.7e308;

  private final Scope scope;
  private final TrackerNotes notes;
  private final List<RunHygiene> runs = new ArrayList<>();
  private @Nullable BestRun best;
  private long scheduled;

  HygieneKernel(Scope scope, TrackerNotes notes) {
    this.scope = scope;
    this.notes = notes;
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    RunFacts facts = RunFacts.of(group);
    if (facts.status().equals("scheduled")) {
      scheduled++;
      return;
    }
    RunHygiene run = RunHygiene.of(facts, notes);
    runs.add(run);
    BestRun candidate = BestRun.of(facts, run);
    best = candidate.isBetterThan(best) ? candidate : best;
    addRun(run, out);
  }

  @Override
  public Outcome finish(ResultRows out) {
    if (scheduled > 0) {
      out.add(ANALYSIS_EXCLUSION, null, null, "run_not_started", scheduled);
    }
    if (runs.isEmpty()) {
      return Outcome.insufficient(METHOD, 0, "No run of the project has begun.");
    }
    runs.stream()
        .map(RunHygiene::tracker)
        .distinct()
        .sorted()
        .forEach(tracker -> addItems(tracker, out));
    addProject(out);
    return Outcome.ok(METHOD, runs.size());
  }

  private void addRun(RunHygiene run, ResultRows out) {
    Reproducibility again = Reproducibility.of(run);
    Optional<NextFix> fix = NextFix.of(run, notes);
    List<@Nullable Object> row = new ArrayList<>();
    row.add(run.runKey());
    row.add(scope.project());
    row.add(run.tracker());
    row.add(run.score());
    row.add(run.recordableScore(notes));
    row.add(again.verdict().word());
    row.add(again.missing().isEmpty() ? null : words(again.missing()));
    row.add(again.explanation());
    row.add(evidence(run));
    row.add(fix.map(found -> found.item().word()).orElse(null));
    row.add(fix.map(found -> found.note().text()).orElse(null));
    run.findings().forEach(finding -> row.add(finding.standing().word()));
    out.add(HygieneTables.HYGIENE_RUN, row.toArray());
  }

  private void addItems(String tracker, ResultRows out) {
    List<RunHygiene> own = runs.stream().filter(run -> run.tracker().equals(tracker)).toList();
    for (Item item : Item.values()) {
      TrackerNote note = notes.of(tracker, own.get(0).form(), item);
      RunHygiene example =
          own.stream().filter(run -> run.of(item).credit() > 0).findFirst().orElse(null);
      out.add(
          HygieneTables.HYGIENE_ITEM,
          scope.project(),
          tracker,
          item.area(),
          item.word(),
          item.weight(),
          item.isEssential(),
          own.size(),
          count(own, item, Standing.PRESENT),
          count(own, item, Standing.PARTIAL),
          count(own, item, Standing.MISSING),
          count(own, item, Standing.NOT_RECORDED),
          count(own, item, Standing.UNKNOWN),
          count(own, item, Standing.NOT_APPLICABLE),
          example == null ? null : example.runKey(),
          (example == null ? own.get(0) : example).of(item).evidence(),
          note.how().name().toLowerCase(java.util.Locale.ROOT),
          note.effort(),
          note.text());
    }
  }

  private void addProject(ResultRows out) {
    Optional<NextFix> fix = NextFix.of(runs, notes);
    BestRun found = best != null && best.isKnown() ? best : null;
    Reproducibility again = found == null ? null : Reproducibility.of(found.hygiene());
    double mean = runs.stream().mapToDouble(RunHygiene::score).average().orElse(Double.NaN);
    out.add(
        HygieneTables.HYGIENE_PROJECT,
        scope.project(),
        runs.size(),
        mean,
        runs.stream().mapToDouble(RunHygiene::score).min().orElse(Double.NaN),
        runs.stream().mapToDouble(RunHygiene::score).max().orElse(Double.NaN),
        runs.stream().mapToDouble(run -> run.recordableScore(notes)).average().orElse(Double.NaN),
        count(Reproducibility.Verdict.YES),
        count(Reproducibility.Verdict.PARTLY),
        fix.map(NextFix::tracker).orElse(null),
        fix.map(next -> next.item().word()).orElse(null),
        fix.map(next -> next.note().text()).orElse(null),
        fix.map(next -> next.note().effort()).orElse(null),
        fix.map(NextFix::runs).orElse(null),
        fix.map(NextFix::points).orElse(null),
        found == null ? null : found.hygiene().runKey(),
        found == null ? null : found.metric(),
        found == null ? null : found.value(),
        again == null ? null : again.verdict().word(),
        again == null ? null : again.explanation(),
        found == null ? null : evidence(found.hygiene()),
        ProjectExplanation.of(runs, mean, fix));
  }

  private long count(Reproducibility.Verdict verdict) {
    return runs.stream().filter(run -> Reproducibility.of(run).verdict() == verdict).count();
  }

  private static long count(List<RunHygiene> runs, Item item, Standing standing) {
    return runs.stream().filter(run -> run.of(item).standing() == standing).count();
  }

  private static String words(List<Item> items) {
    return items.stream().map(Item::word).collect(Collectors.joining(", "));
  }

  private static String evidence(RunHygiene run) {
    return run.findings().stream()
        .filter(finding -> finding.credit() > 0)
        .map(finding -> finding.item().label() + ": " + finding.evidence())
        .collect(Collectors.joining("; "));
  }

  /**
   * The best run so far.
   *
   * @param metric the primary metric, or ""
   * @param lessIsBetter whether the direction is min
   * @param value its best value; NaN if it does not take part
   */
  private record BestRun(RunHygiene hygiene, String metric, boolean lessIsBetter, double value) {

    static BestRun of(RunFacts facts, RunHygiene hygiene) {
      boolean takesPart = facts.isDone() && Math.abs(facts.bestValue()) < INFINITE;
      return new BestRun(
          hygiene,
          facts.bestMetric(),
          facts.lessIsBetter(),
          takesPart ? facts.bestValue() : Double.NaN);
    }

    boolean isKnown() {
      return !Double.isNaN(value);
    }

    boolean isBetterThan(@Nullable BestRun other) {
      if (other == null || !other.isKnown()) {
        return true;
      }
      return lessIsBetter ? value < other.value : value > other.value;
    }
  }
}
