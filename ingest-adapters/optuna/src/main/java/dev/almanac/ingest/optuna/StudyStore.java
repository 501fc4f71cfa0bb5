package dev.almanac.ingest.optuna;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.database.DatabaseAddress;
import dev.almanac.ingest.read.database.DatabaseSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the studies in a database, a few thousand trials at a time. */
final class StudyStore implements RunSource {

  /** Trials that are in memory together. */
  private static final int CHUNK = 2_000;

  private final SourceSpec spec;
  private @Nullable Map<String, Long> idByRun;
  private Map<Long, Long> numbers = Map.of();

  StudyStore(SourceSpec spec) throws IOException {
    this.spec = spec;
    open().close();
  }

  private StudyTables open() throws IOException {
    StudyTables tables =
        isFile()
            ? SqliteStudyTables.open(spec.path())
            : new ServerStudyTables(
                DatabaseSession.open(DatabaseAddress.of(spec.location(), spec.options())));
    return tables;
  }

  private boolean isFile() {
    return "file".equals(spec.location().getScheme());
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public @Nullable String stamp() throws IOException {
    return isFile()
        ? SqliteStudyTables.file(spec.path()).stamp() + " " + spec.options().text("zone")
        : null;
  }

  @Override
  public RunListing list() throws IOException {
    Map<String, Long> ids = new HashMap<>();
    List<RunEntry> entries = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try (StudyTables tables = open()) {
      StudyReader reader = new StudyReader(tables);
      Map<Long, List<Long>> byStudy = reader.trialIds();
      numbers = StudyReader.numbers(byStudy);
      OptunaTimes times = times(reader.version());
      for (Range range : ranges(new TreeSet<>(numbers.keySet()))) {
        for (Trial trial : reader.trials(range.from(), range.to(), numbers)) {
          if (ids.putIfAbsent(trial.runId(), trial.id()) == null) {
            entries.add(
                new RunEntry(
                    trial.runId(),
                    TrialFingerprint.of(trial, times.toString() + reader.version()),
                    !trial.isFinished()));
          } else {
            problems.add(
                new Problem(
                    Problem.Kind.CORRUPT,
                    null,
                    "trials",
                    trial.id(),
                    "Holds a second trial " + trial.runId() + "; only the first one goes in",
                    null));
          }
        }
      }
      tables.checkUnchanged();
    }
    idByRun = ids;
    return new RunListing(entries, problems);
  }

  private record Range(long from, long to) {}

  private static List<Range> ranges(TreeSet<Long> ids) {
    List<Range> ranges = new ArrayList<>();
    long first = 0;
    long last = 0;
    int count = 0;
    for (long id : ids) {
      first = count == 0 ? id : first;
      last = id;
      count++;
      if (count == CHUNK) {
        ranges.add(new Range(first, last));
        count = 0;
      }
    }
    if (count > 0) {
      ranges.add(new Range(first, last));
    }
    return ranges;
  }

  @Override
  public List<List<RunEntry>> plan(List<RunEntry> wanted) {
    List<List<RunEntry>> batches = new ArrayList<>();
    for (int from = 0; from < wanted.size(); from += CHUNK) {
      batches.add(wanted.subList(from, Math.min(wanted.size(), from + CHUNK)));
    }
    return batches;
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    if (idByRun == null) {
      list();
    }
    Map<String, Long> known = idByRun == null ? Map.of() : idByRun;
    TreeSet<Long> wanted = new TreeSet<>();
    batch.forEach(
        entry -> {
          Long id = known.get(entry.runId());
          if (id != null) {
            wanted.add(id);
          }
        });
    try (StudyTables tables = open()) {
      StudyReader reader = new StudyReader(tables);
      String version = reader.version();
      OptunaMapping mapping = new OptunaMapping(times(version), version, sink, "trials");
      for (Range range : ranges(wanted)) {
        for (Trial trial : reader.trials(range.from(), range.to(), numbers)) {
          if (wanted.contains(trial.id())) {
            mapping.deliver(trial);
          }
        }
      }
      tables.checkUnchanged();
    }
  }

  private OptunaTimes times(@Nullable String version) throws IOException {
    return times(spec.options(), version);
  }

  static OptunaTimes times(SourceOptions options, @Nullable String version) throws IOException {
    OptunaTimes.Said said =
        options.text(SourceOptions.ZONE) == null
            ? OptunaTimes.Said.BY_NOBODY
            : OptunaTimes.Said.BY_USER;
    return OptunaTimes.of(version, options.zone(), said);
  }

  @Override
  public void close() {}
}
