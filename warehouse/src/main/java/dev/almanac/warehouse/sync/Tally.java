package dev.almanac.warehouse.sync;

import dev.almanac.ingest.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts problems by kind and keeps the first ones. Not safe for use by several threads. */
final class Tally {

  private final Map<Problem.Kind, Long> counts = new EnumMap<>(Problem.Kind.class);
  private final List<Problem> first = new ArrayList<>();

  void add(Problem problem) {
    counts.merge(problem.kind(), 1L, Long::sum);
    if (first.size() < SyncReport.MAX_PROBLEMS) {
      first.add(problem);
    }
  }

  void addAll(Tally other) {
    other.counts.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
    for (Problem problem : other.first) {
      if (first.size() < SyncReport.MAX_PROBLEMS) {
        first.add(problem);
      }
    }
  }

  long count(Problem.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  List<Problem> first() {
    return List.copyOf(first);
  }
}
