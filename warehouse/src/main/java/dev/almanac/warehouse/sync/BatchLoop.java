package dev.almanac.warehouse.sync;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.warehouse.WarehouseException;
import dev.almanac.warehouse.commit.WriteSession;
import dev.almanac.warehouse.write.Staging;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the batches of a sync into groups, each to be committed as one. */
final class BatchLoop {

  private final SourceSync sync;
  private final WriteSession session;
  private final RunSource source;
  private final SyncOptions options;
  private final Map<String, RunEntry> entries = new HashMap<>();
  private final List<List<RunEntry>> batches;
  private final StoredRuns stored;
  private final Map<String, List<Problem>> listed;

  BatchLoop(
      SourceSync sync,
      WriteSession session,
      RunSource source,
      SyncOptions options,
      StoredRuns stored,
      Changes changes) {
    List<RunEntry> wanted = changes.wanted();
    this.sync = sync;
    this.session = session;
    this.source = source;
    this.options = options;
    this.batches = wanted.isEmpty() ? List.of() : source.plan(wanted);
    this.stored = stored;
    this.listed = changes.problemsOfRuns();
    wanted.forEach(entry -> entries.put(entry.runId(), entry));
  }

  /**
   * Batches that were read and wait for their commit.
   *
   * @param end number of the first batch that is not in it
   * @param failure why the batch after it could not be read, or null
   */
  record Group(Staging staging, WarehouseSink sink, int end, @Nullable Exception failure)
      implements AutoCloseable {

    @Override
    public void close() {
      staging.close();
    }
  }

  boolean isLast(Group group) {
    return group.failure() != null || group.end() == batches.size();
  }

  /**
   * Reads batches until there is enough for a commit.
   *
   * @param from number of the first batch
   * @param problems what belongs into quarantine besides
   */
  Group read(int from, List<Problem> problems) {
    Group group = read(from, batches.size(), problems);
    if (group.failure() == null) {
      return group;
    }
    // Half a batch is in the files by now. What came before it is read once more, without it.
    group.close();
    Group whole = read(from, group.end(), problems);
    Exception failure = whole.failure() == null ? group.failure() : whole.failure();
    if (whole.failure() != null) {
      whole.close();
      whole = read(from, from, problems);
    }
    return new Group(whole.staging(), whole.sink(), whole.end(), failure);
  }

  private Group read(int from, int end, List<Problem> problems) {
    Staging staging = session.stage();
    WarehouseSink sink =
        new WarehouseSink(
            source.spec().name(), entries, stored, sync.startedAt(), staging, sync::checkWanted);
    try {
      problems.forEach(sink::listed);
      return new Reading(staging, sink).until(from, end);
    } catch (RuntimeException exception) {
      staging.close();
      throw exception;
    }
  }

  /** Returns how far a run was read; null if it has to be read whole. */
  private @Nullable String cursor(RunEntry entry) {
    boolean whole =
        options.rereading() == SyncOptions.Rereading.ALL || listed.containsKey(entry.runId());
    return whole ? null : stored.cursor(entry.runId());
  }

  private final class Reading {
    private final Staging staging;
    private final WarehouseSink sink;
    private final long deadline;

    Reading(Staging staging, WarehouseSink sink) {
      this.staging = staging;
      this.sink = sink;
      this.deadline = System.nanoTime() + options.commitInterval().toNanos();
    }

    Group until(int from, int end) {
      for (int next = from; next < end; next++) {
        Exception failure = failureOf(batches.get(next));
        if (failure != null) {
          return new Group(staging, sink, next, failure);
        }
        sync.tellReading(sink.runKeys().size(), sink.points());
        boolean enough =
            sink.points() >= options.commitPoints()
                || System.nanoTime() - deadline >= 0
                || !sync.goOn();
        if (enough) {
          return new Group(staging, sink, next + 1, null);
        }
      }
      return new Group(staging, sink, end, null);
    }

    private @Nullable Exception failureOf(List<RunEntry> batch) {
      try {
        List<RunEntry> whole = new ArrayList<>();
        for (RunEntry entry : batch) {
          listed.getOrDefault(entry.runId(), List.of()).forEach(sink::listed);
          String cursor = cursor(entry);
          if (cursor == null || !source.resume(entry, cursor, sink)) {
            whole.add(entry);
          }
        }
        if (!whole.isEmpty()) {
          source.read(whole, sink);
        }
        return null;
      } catch (WarehouseException | SyncCancelled exception) {
        // The warehouse failed, not the source; or nobody wants the rest.
        throw exception;
      } catch (IOException | RuntimeException exception) {
        return exception;
      }
    }
  }
}
