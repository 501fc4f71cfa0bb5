package dev.almanac.analyses.hygiene;

import dev.almanac.analyses.RowGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the warehouse holds of one run, and of the records that speak of it. */
final class RunFacts {

  private static final Set<String> NOTHING = Set.of("", "none", "null", "~", "nan", "{}", "[]");

  private final String runKey;
  private final List<Fact> facts;
  private final double bestValue;

  private RunFacts(String runKey, List<Fact> facts, double bestValue) {
    this.runKey = runKey;
    this.facts = facts;
    this.bestValue = bestValue;
  }

  static RunFacts of(RowGroup group) {
    @Nullable String[] vias = group.texts("via");
    @Nullable String[] kinds = group.texts("fact");
    @Nullable String[] names = group.texts("name");
    @Nullable String[] texts = group.texts("text");
    @Nullable String[] extras = group.texts("extra");
    long[] counts = group.integers("n");
    double[] values = group.numbers("value");
    List<Fact> facts = new ArrayList<>();
    double best = Double.NaN;
    for (int row = 0; row < group.size(); row++) {
      Fact fact =
          new Fact(
              orEmpty(vias[row]),
              orEmpty(kinds[row]),
              orEmpty(names[row]),
              orEmpty(texts[row]),
              orEmpty(extras[row]),
              counts[row]);
      best = fact.kind().equals("best") ? values[row] : best;
      facts.add(fact);
    }
    return new RunFacts(orEmpty(group.text("run_key")), List.copyOf(facts), best);
  }

  String runKey() {
    return runKey;
  }

  String tracker() {
    return run().name();
  }

  /** Returns the form in which the run was read, such as {@code file store}; "" if not known. */
  String form() {
    return of("form").findFirst().map(Fact::name).orElse("");
  }

  String status() {
    return run().text();
  }

  /** Returns how many runs call this one their parent. */
  long children() {
    return run().count();
  }

  /** Tells whether artifacts of other runs of the project and source were listed. */
  boolean sourceListsArtifacts() {
    return run().extra().equals("listed");
  }

  /** Returns the name of the project's primary metric if the run has a value of it, else "". */
  String bestMetric() {
    return of("best").findFirst().map(Fact::name).orElse("");
  }

  /** Tells whether less of the primary metric is better. */
  boolean lessIsBetter() {
    return of("best").anyMatch(fact -> fact.text().equals("min"));
  }

  /** Returns the run's best value of the project's primary metric; NaN without one. */
  double bestValue() {
    return bestValue;
  }

  /** Tells whether the run has come to an end that was its own. */
  boolean isDone() {
    return status().equals("finished") || status().equals("unknown");
  }

  /** Returns the facts of a kind in the run itself and in other records of it. */
  Stream<Fact> of(String kind) {
    return facts.stream().filter(fact -> fact.kind().equals(kind) && !fact.isParents());
  }

  /** Returns the same and those of its parent run. */
  Stream<Fact> withParents(String kind) {
    return facts.stream().filter(fact -> fact.kind().equals(kind));
  }

  /**
   * Returns params and tags that have a value and names that could matter here, also of the parent
   * run.
   */
  Stream<Fact> named() {
    return facts.stream()
        .filter(fact -> fact.kind().equals("param") || fact.kind().equals("tag"))
        .filter(fact -> !NOTHING.contains(fact.text().strip().toLowerCase(Locale.ROOT)));
  }

  private Fact run() {
    return facts.stream()
        .filter(fact -> fact.kind().equals("run"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("A run without its own row: " + runKey));
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
