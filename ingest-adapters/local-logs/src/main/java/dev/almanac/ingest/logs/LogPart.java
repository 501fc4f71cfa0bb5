package dev.almanac.ingest.logs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one log of a run delivered; kept by {@link RunLog}. */
final class LogPart {
  final String name;
  final String tracker;
  final Predicate<String> completes;
  final boolean isPrimary;
  boolean isExact;
  boolean hasPoints;
  boolean hasFailed;
  long added;
  long refined;
  long differing;
  long unchecked;
  @Nullable String cursor;

  /** Handles of the series that it goes on with where an earlier log failed. */
  final Map<String, Integer> continued = new HashMap<>();

  /** Series whose steps count something else than those of the first log that defined them. */
  final Set<String> otherSteps = new HashSet<>();

  LogPart(String name, String tracker, Predicate<String> completes, boolean isPrimary) {
    this.name = name;
    this.tracker = tracker;
    this.completes = completes;
    this.isPrimary = isPrimary;
  }

  /** Returns what it gave besides the metrics that it owns, as the end of a sentence. */
  String supplement() {
    String more = added == 0 ? "" : "; completes it by " + added + " points";
    String unlike = differing == 0 ? "" : "; " + differing + " points differ";
    String exact = refined == 0 ? "" : "; " + refined + " values as a table spells them";
    return exact
        + more
        + unlike
        + (unchecked == 0 ? "" : "; " + unchecked + " points not compared");
  }
}
