package dev.almanac.warehouse.sync;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSource;
import dev.almanac.warehouse.commit.WriteSession;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.sync.BatchLoop.Group;
import dev.almanac.warehouse.sync.SyncProgress.Phase;
import dev.almanac.warehouse.sync.SyncProgress.State;
import dev.almanac.warehouse.sync.SyncReport.Outcome;
import dev.almanac.warehouse.write.FileKind;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One sync of one source within a writer's session. */
final class SourceSync {

  private final WriteSession session;
  private final RunSource source;
  private final SyncOptions options;
  private final SyncProgress progress;
  private final Clock clock;
  private final Instant startedAt;
  private final StoredState stored;
  private final Tally tally = new Tally();

  private long listed = -1;
  private long unchanged;
  private long gone;
  private long read;
  private long toRead;
  private long points;
  private long rows;

  SourceSync(
      WriteSession session,
      RunSource source,
      SyncOptions options,
      SyncProgress progress,
      Clock clock) {
    this.session = session;
    this.source = source;
    this.options = options;
    this.progress = progress;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.stored = new StoredState(session, source.spec().name());
  }

  SyncReport run() {
    StoredState.LastSync last = stored.lastSync();
    @Nullable String stamp;
    @Nullable RunListing listing;
    try {
      stamp = source.stamp();
      boolean same = stamp != null && last.isWhole() && Objects.equals(stamp, last.stamp());
      boolean skipped = same && options.rereading() == SyncOptions.Rereading.CHANGED;
      if (!skipped) {
        tell(Phase.LISTING);
      }
      listing = skipped ? null : source.list();
    } catch (IOException | RuntimeException exception) {
      return logged(Outcome.FAILED, reason(exception), null);
    }
    if (!progress.goOn()) {
      throw new SyncCancelled(source.spec().name(), 0, -1);
    }
    return listing == null ? nothingChanged(last, stamp) : bringIn(last, stamp, listing);
  }

  private SyncReport bringIn(
      StoredState.LastSync last, @Nullable String stamp, RunListing listing) {
    Map<String, KnownRun> known = stored.runs();
    Changes changes = Changes.of(listing, known, options.rereading());
    listed = listing.runs().size();
    toRead = changes.wanted().size();
    unchanged = listed - toRead;
    gone = changes.gone();
    List<Problem> problems = listing.problems();
    boolean quiet = changes.isEmpty() && last.isWhole() && stored.holds(problems);
    if (quiet) {
      problems.forEach(tally::add);
      return nothingChanged(last, stamp);
    }
    return readAll(changes, new StoredRuns(session, known), stamp);
  }

  private SyncReport readAll(Changes changes, StoredRuns runs, @Nullable String stamp) {
    GroupCommit commit = new GroupCommit(session, source.spec().name(), changes.knownKeys());
    BatchLoop loop = new BatchLoop(this, session, source, options, runs, changes);
    int next = 0;
    boolean isFirst = true;
    while (true) {
      List<Problem> problems = isFirst ? changes.problemsOfNoneToRead() : List.of();
      NavigableSet<String> goneNow = isFirst ? changes.goneNow() : new TreeSet<>();
      tell(Phase.READING);
      try (Group group = loop.read(next, problems)) {
        tell(Phase.COMMITTING);
        WarehouseSink sink = group.sink();
        sink.finish();
        commit.markGone(group.staging(), goneNow);
        commit.replace(sink, goneNow);
        commit.replaceProblems(sink, isFirst);
        count(sink, group);
        if (loop.isLast(group)) {
          return finish(group, stamp);
        }
        session.commit(group.staging());
        checkWanted();
        next = group.end();
        isFirst = false;
      }
    }
  }

  private SyncReport finish(Group group, @Nullable String stamp) {
    Exception failure = group.failure();
    SyncReport report =
        failure == null
            ? report(Outcome.COMPLETE, null)
            : report(read == 0 ? Outcome.FAILED : Outcome.PARTIAL, reason(failure));
    SyncLogRow row = new SyncLogRow(source.spec(), failure == null ? stamp : null);
    group.staging().add(RunTables.SYNC_LOG, FileKind.SETTLED, row.of(report));
    session.commit(group.staging());
    new Linking(session).run();
    tell(Phase.TIDYING);
    session.tidy();
    tell(Phase.DONE);
    return withSnapshot(report);
  }

  private void count(WarehouseSink sink, Group group) {
    read += sink.runKeys().size();
    points += sink.points();
    rows += group.staging().rows();
    tally.addAll(sink.tally());
  }

  private SyncReport nothingChanged(StoredState.LastSync last, @Nullable String stamp) {
    Instant at = last.at();
    boolean due = at == null || !clock.instant().isBefore(at.plus(options.checkInterval()));
    if (due) {
      return logged(Outcome.NOTHING_CHANGED, null, stamp);
    }
    tell(Phase.DONE);
    return withSnapshot(report(Outcome.NOTHING_CHANGED, null));
  }

  /** Commits nothing but the row about this sync. */
  private SyncReport logged(Outcome outcome, @Nullable String reason, @Nullable String stamp) {
    SyncReport report = report(outcome, reason);
    @Nullable Object[] row = new SyncLogRow(source.spec(), stamp).of(report);
    session.commitRow(RunTables.SYNC_LOG, row);
    tell(Phase.DONE);
    return withSnapshot(report);
  }

  private static String reason(Exception exception) {
    String message = exception.getMessage();
    return message == null || !(exception instanceof IOException) ? exception.toString() : message;
  }

  private SyncReport withSnapshot(SyncReport report) {
    return session.base() == null
        ? report
        : report.at(requireNonNull(session.base(), "base is null").id());
  }

  /** Tells whether anybody still wants the sync. */
  boolean goOn() {
    return progress.goOn();
  }

  /**
   * Checks that somebody still wants the sync.
   *
   * @throws SyncCancelled if not
   */
  void checkWanted() {
    if (!progress.goOn()) {
      throw new SyncCancelled(source.spec().name(), read, toRead);
    }
  }

  void tellReading(long runsRead, long pointsRead) {
    progress.changed(new State(Phase.READING, read + runsRead, toRead, points + pointsRead, ""));
  }

  private void tell(Phase phase) {
    progress.changed(new State(phase, read, listed < 0 ? -1 : toRead, points, ""));
  }

  Instant startedAt() {
    return startedAt;
  }

  private SyncReport report(Outcome outcome, @Nullable String reason) {
    return new SyncReport(
        session.writerId(),
        source.spec().name(),
        outcome,
        reason,
        startedAt,
        clock.instant(),
        listed,
        read,
        unchanged,
        gone,
        points,
        rows,
        tally.count(Problem.Kind.TRUNCATED),
        tally.count(Problem.Kind.CORRUPT),
        tally.count(Problem.Kind.UNSUPPORTED),
        tally.count(Problem.Kind.ALTERED),
        tally.first(),
        -1);
  }
}
