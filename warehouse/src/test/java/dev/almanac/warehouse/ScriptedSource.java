package dev.almanac.warehouse;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.model.RunStatus;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A source that a test writes by hand. */
public final class ScriptedSource implements RunSource {

  private final SourceSpec spec;
  private final Map<String, Scripted> runs = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> read = new ArrayList<>();
  private final List<String> resumed = new ArrayList<>();
  private final Map<String, BiConsumer<RunSink, Integer>> tails = new LinkedHashMap<>();
  private int batchSize = 1;
  private @Nullable String stamp;
  private @Nullable String failingRun;
  private @Nullable RuntimeException failingList;

  /** What one run holds. */
  public record Scripted(RunEntry entry, Run run, BiConsumer<RunSink, Integer> facts) {}

  public ScriptedSource(String name) {
    spec = new SourceSpec("scripted", "test", URI.create("test:source"), name);
  }

  /** Adds or replaces a finished run. */
  public ScriptedSource run(String id, String fingerprint, BiConsumer<RunSink, Integer> facts) {
    return run(new RunEntry(id, fingerprint, false), RunStatus.FINISHED, facts);
  }

  /** Adds or replaces a run that may still grow. */
  public ScriptedSource liveRun(String id, String fingerprint, BiConsumer<RunSink, Integer> facts) {
    return run(new RunEntry(id, fingerprint, true), RunStatus.RUNNING, facts);
  }

  private ScriptedSource run(RunEntry entry, RunStatus status, BiConsumer<RunSink, Integer> facts) {
    Run run = Run.builder(entry.runId(), "scripted", "project", "1").status(status).build();
    return run(new Scripted(entry, run, facts));
  }

  /** Adds or replaces a run as given. */
  public ScriptedSource run(Scripted scripted) {
    runs.put(scripted.entry().runId(), scripted);
    return this;
  }

  /** Has a run continued with these facts if it is in the warehouse up to a cursor. */
  public ScriptedSource tail(String id, String cursor, BiConsumer<RunSink, Integer> facts) {
    tails.put(id + "@" + cursor, facts);
    return this;
  }

  /** Returns the ids of the runs that were continued, in order. */
  public List<String> resumed() {
    return resumed;
  }

  @Override
  public boolean resume(RunEntry entry, String cursor, RunSink sink) {
    BiConsumer<RunSink, Integer> tail = tails.get(entry.runId() + "@" + cursor);
    Scripted scripted = runs.get(entry.runId());
    if (tail == null || scripted == null) {
      return false;
    }
    resumed.add(entry.runId());
    tail.accept(sink, sink.append(scripted.run()));
    return true;
  }

  public ScriptedSource without(String id) {
    runs.remove(id);
    return this;
  }

  public ScriptedSource problem(Problem problem) {
    problems.add(problem);
    return this;
  }

  public ScriptedSource withoutProblems() {
    problems.clear();
    return this;
  }

  public ScriptedSource batchesOf(int runsPerBatch) {
    batchSize = runsPerBatch;
    return this;
  }

  public ScriptedSource stamp(@Nullable String value) {
    stamp = value;
    return this;
  }

  /** Has reading fail after the facts of this run were delivered. */
  public ScriptedSource failingAt(@Nullable String runId) {
    failingRun = runId;
    return this;
  }

  /** Returns the ids of the runs that were read, in order. */
  public List<String> read() {
    return read;
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public @Nullable String stamp() {
    return stamp;
  }

  /** Has listing fail as a mistake in an adapter would. */
  public ScriptedSource failingList(@Nullable RuntimeException mistake) {
    failingList = mistake;
    return this;
  }

  @Override
  public RunListing list() {
    if (failingList != null) {
      throw failingList;
    }
    return new RunListing(runs.values().stream().map(Scripted::entry).toList(), problems);
  }

  @Override
  public List<List<RunEntry>> plan(List<RunEntry> wanted) {
    List<List<RunEntry>> batches = new ArrayList<>();
    for (int from = 0; from < wanted.size(); from += batchSize) {
      batches.add(List.copyOf(wanted.subList(from, Math.min(wanted.size(), from + batchSize))));
    }
    return batches;
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    for (RunEntry entry : batch) {
      Scripted scripted = runs.get(entry.runId());
      read.add(entry.runId());
      scripted.facts().accept(sink, sink.begin(scripted.run()));
      if (entry.runId().equals(failingRun)) {
        throw new IOException("the connection broke");
      }
    }
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
