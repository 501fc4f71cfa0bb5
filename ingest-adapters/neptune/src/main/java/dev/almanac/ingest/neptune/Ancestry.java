package dev.almanac.ingest.neptune;

import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.ProblemLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run with those whose history it inherited. Neptune stores a fork's own points only; a fork's
 * history is its ancestors' up to the steps of the forks, then its own.
 */
final class Ancestry {

  private final List<Step> steps;
  private final @Nullable String missing;

  /**
   * A run whose points count up to a step.
   *
   * @param run the run
   * @param until the last step that counts
   */
  record Step(StoredRun run, double until) {}

  private Ancestry(List<Step> steps, @Nullable String missing) {
    this.steps = steps;
    this.missing = missing;
  }

  /**
   * Follows the forks.
   *
   * @param all the runs of the source, among which ancestors are sought
   */
  static Ancestry of(StoredRun run, Collection<StoredRun> all) {
    List<Step> steps = new ArrayList<>();
    Set<StoredRun> seen = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    double until = Double.POSITIVE_INFINITY;
    StoredRun each = run;
    steps.add(new Step(each, until));
    seen.add(each);
    for (StoredRun.Fork fork = each.fork(); fork != null; fork = each.fork()) {
      StoredRun parent = parent(each, fork, all);
      if (parent == null || !seen.add(parent)) {
        return new Ancestry(oldestFirst(steps), fork.parent());
      }
      Double step = fork.step();
      until = step == null ? until : Math.min(until, step);
      steps.add(new Step(parent, until));
      each = parent;
    }
    return new Ancestry(oldestFirst(steps), null);
  }

  private static List<Step> oldestFirst(List<Step> steps) {
    Collections.reverse(steps);
    return List.copyOf(steps);
  }

  /** Finds the parent by its run id, else by its custom id, else by {@code sys/id}. */
  private static @Nullable StoredRun parent(
      StoredRun child, StoredRun.Fork fork, Collection<StoredRun> all) {
    String project = fork.project();
    String wanted = project == null || project.isEmpty() ? child.name().project() : project;
    StoredRun byOther = null;
    Set<String> others = new HashSet<>();
    for (StoredRun each : all) {
      if (each == child || !each.name().project().equals(wanted)) {
        continue;
      }
      if (each.name().runId().equals(fork.parent())) {
        return each;
      }
      others.clear();
      others.addAll(each.name().others());
      if (byOther == null && others.contains(fork.parent())) {
        byOther = each;
      }
    }
    return byOther;
  }

  /** Returns the runs, the oldest first, the run itself last. */
  List<Step> steps() {
    return steps;
  }

  /** Returns the run that this one was forked from, or null if there is none here. */
  @Nullable StoredRun parent() {
    return steps.size() < 2 ? null : steps.get(steps.size() - 2).run();
  }

  /** Returns the id of an ancestor that is not here, or null. */
  @Nullable String missing() {
    return missing;
  }

  /** Reads the series with all history. */
  void series(SeriesVisitor visitor, ProblemLog problems) throws IOException {
    for (Step step : steps) {
      boolean isLast = step == steps.get(steps.size() - 1);
      step.run()
          .series(
              isLast ? visitor : new InheritedSeries(visitor, step.until()),
              isLast ? problems : ProblemLog.IGNORING);
    }
  }

  /** Adds the run, and of its ancestors what it inherited. */
  void fingerprint(Fingerprint fingerprint) throws IOException {
    for (Step step : steps) {
      if (step == steps.get(steps.size() - 1)) {
        step.run().fingerprint(fingerprint);
      } else {
        fingerprint.row("ancestor", step.run().name().runId());
        SeriesFingerprint points = new SeriesFingerprint(fingerprint);
        step.run().series(new InheritedSeries(points, step.until()), ProblemLog.IGNORING);
      }
    }
    Attributes inherited = new Attributes();
    inheritAttributes(inherited);
    inherited
        .byPath()
        .forEach((path, attribute) -> fingerprint.row("inherited", path, attribute.text()));
  }

  /** Reads the attributes, with those of ancestors if the run inherited them. */
  Attributes attributes(ProblemLog problems) throws IOException {
    Attributes attributes = new Attributes();
    inheritAttributes(attributes);
    steps.get(steps.size() - 1).run().attributes(attributes, problems);
    return attributes;
  }

  /**
   * Returns where a file's content is, in the run's own files or an ancestor's; null if not here.
   */
  @Nullable Path locate(String where) {
    for (int index = steps.size() - 1; index >= 0; index--) {
      Path file = steps.get(index).run().locate(where);
      if (file != null) {
        return file;
      }
    }
    return null;
  }

  private void inheritAttributes(Attributes into) throws IOException {
    for (int index = steps.size() - 1; index > 0; index--) {
      StoredRun.Fork fork = steps.get(index).run().fork();
      if (fork == null || !fork.configs()) {
        return;
      }
      Attributes inherited = new Attributes();
      steps.get(index - 1).run().attributes(inherited, ProblemLog.IGNORING);
      inherited
          .byPath()
          .forEach(
              (path, attribute) -> {
                if (!path.startsWith("sys/")) {
                  into.putIfAbsent(path, attribute);
                }
              });
    }
  }
}
