package dev.almanac.warehouse.sync;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.model.RunEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What differs between a source and the warehouse. Pure.
 *
 * @param wanted runs to read
 * @param goneNow keys of runs that have vanished since the last sync
 * @param gone how many runs have vanished, then and now
 * @param knownKeys keys of all runs of the source that are in the warehouse
 * @param problems what listing found that is to go into quarantine
 */
record Changes(
    List<RunEntry> wanted,
    NavigableSet<String> goneNow,
    long gone,
    Set<String> knownKeys,
    List<Problem> problems) {

  static Changes of(
      RunListing listing, Map<String, KnownRun> known, SyncOptions.Rereading rereading) {
    List<RunEntry> wanted = new ArrayList<>();
    Set<String> kept = new HashSet<>();
    for (RunEntry entry : listing.runs()) {
      KnownRun before = known.get(entry.runId());
      boolean same =
          before != null && !before.gone() && before.fingerprint().equals(entry.fingerprint());
      if (same && rereading == SyncOptions.Rereading.CHANGED) {
        kept.add(entry.runId());
      } else {
        wanted.add(entry);
      }
    }
    NavigableSet<String> goneNow = goneNow(listing, known);
    long goneBefore =
        known.values().stream().filter(KnownRun::gone).count()
            - wanted.stream().filter(entry -> isGone(known.get(entry.runId()))).count();
    Set<String> knownKeys =
        known.values().stream().map(KnownRun::runKey).collect(Collectors.toSet());
    // What was found about a run that is kept is in quarantine since the run was read.
    List<Problem> problems =
        listing.problems().stream()
            .filter(problem -> problem.runId() == null || !kept.contains(problem.runId()))
            .toList();
    return new Changes(
        List.copyOf(wanted), goneNow, goneBefore + goneNow.size(), knownKeys, problems);
  }

  private static boolean isGone(@org.jspecify.annotations.Nullable KnownRun run) {
    return run != null && run.gone();
  }

  /** Returns the keys of runs that vanished, unless the listing itself may have missed them. */
  private static NavigableSet<String> goneNow(RunListing listing, Map<String, KnownRun> known) {
    NavigableSet<String> keys = new TreeSet<>();
    if (listing.problems().stream().anyMatch(problem -> problem.runId() == null)) {
      return keys;
    }
    Map<String, KnownRun> missing = new HashMap<>(known);
    listing.runs().forEach(entry -> missing.remove(entry.runId()));
    listing.problems().forEach(problem -> missing.remove(String.valueOf(problem.runId())));
    missing.values().stream().filter(run -> !run.gone()).forEach(run -> keys.add(run.runKey()));
    return keys;
  }

  /** Returns what listing found about the runs to read, by their ids. */
  Map<String, List<Problem>> problemsOfRuns() {
    Map<String, List<Problem>> found = new HashMap<>();
    wanted.forEach(entry -> found.put(entry.runId(), new ArrayList<>()));
    for (Problem problem : problems) {
      List<Problem> ofRun = problem.runId() == null ? null : found.get(problem.runId());
      if (ofRun != null) {
        ofRun.add(problem);
      }
    }
    found.values().removeIf(List::isEmpty);
    return found;
  }

  /** Returns what listing found about the source and about runs that are not to be read. */
  List<Problem> problemsOfNoneToRead() {
    Set<String> toRead = problemsOfRuns().keySet();
    return problems.stream()
        .filter(problem -> problem.runId() == null || !toRead.contains(problem.runId()))
        .toList();
  }

  boolean isEmpty() {
    return wanted.isEmpty() && goneNow.isEmpty();
  }
}
