package dev.almanac.ingest.neptune;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.parquet.ParquetSession;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.ProblemLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** All runs of Neptune's that lie below a place. */
final class NeptuneSource implements RunSource {

  /** Where the 2.x client puts runs whose project it does not write down. */
  private static final String NO_PROJECT = "offline";

  private final SourceSpec spec;
  private final Path root;
  private final @Nullable ZoneId exportZone;
  private @Nullable ParquetSession parquet;
  private @Nullable Map<String, StoredRun> runs;
  private final List<Problem> found = new ArrayList<>();

  private NeptuneSource(SourceSpec spec, @Nullable ZoneId exportZone) {
    this.spec = spec;
    this.exportZone = exportZone;
    Path place = spec.path();
    Path parent = place.getParent();
    this.root = Files.isDirectory(place) || parent == null ? place : parent;
  }

  static NeptuneSource open(SourceSpec spec) throws IOException {
    return new NeptuneSource(spec, exportZone(spec.options()));
  }

  private static @Nullable ZoneId exportZone(SourceOptions options) throws IOException {
    String text = options.text(NeptuneSourceFactory.EXPORT_ZONE);
    if (text == null) {
      return options.text(SourceOptions.ZONE) == null ? null : options.zone();
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw new IOException(
          "Cannot use the option "
              + NeptuneSourceFactory.EXPORT_ZONE
              + ": there is no time zone "
              + text
              + "; write it like Europe/Berlin",
          unknown);
    }
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  private PlaceFiles walk() throws IOException {
    return PlaceFiles.walk(spec.path(), spec.claimed());
  }

  @Override
  public String stamp() throws IOException {
    return walk().stamp();
  }

  @Override
  public RunListing list() throws IOException {
    runs = null;
    Map<String, StoredRun> all = runs();
    List<RunEntry> entries = new ArrayList<>();
    for (Map.Entry<String, StoredRun> each : all.entrySet()) {
      Fingerprint fingerprint = new Fingerprint();
      Ancestry.of(each.getValue(), all.values()).fingerprint(fingerprint);
      StoredRun run = each.getValue();
      fingerprint.row("name", run.name().project(), run.name().runId());
      entries.add(new RunEntry(each.getKey(), fingerprint.text(), run.isLive()));
    }
    return new RunListing(entries, found);
  }

  private Map<String, StoredRun> runs() throws IOException {
    if (runs == null) {
      found.clear();
      runs = identify(look(walk()));
    }
    return runs;
  }

  /** Opens everything that was found; what cannot be opened is a problem. */
  private List<StoredRun> look(PlaceFiles files) throws IOException {
    found.addAll(files.problems());
    List<StoredRun> stored = new ArrayList<>();
    List<ExportError> errors = new ArrayList<>();
    for (Path report : files.errorReports()) {
      errors.addAll(ExportError.read(report, found::add));
    }
    for (SortedMap<Integer, Path> parts : files.exports().values()) {
      open(parts.values().iterator().next(), stored, () -> export(parts, errors));
    }
    Map<String, StoredRun> resumed = new LinkedHashMap<>();
    for (Path database : files.databases()) {
      List<StoredRun> one = new ArrayList<>();
      open(database, one, () -> OperationDatabase.open(database));
      for (StoredRun run : one) {
        resumed.merge(
            "3 " + run.name().project() + " " + run.name().runId(),
            run,
            (a, b) -> ((OperationDatabase) a).followedBy((OperationDatabase) b));
      }
    }
    for (Path folder : files.logFolders()) {
      OperationLog log = OperationLog.open(folder);
      resumed.merge(
          "2 " + log.name().runId(), log, (a, b) -> ((OperationLog) a).with((OperationLog) b));
    }
    stored.addAll(resumed.values());
    for (Path database : files.goodSeed()) {
      open(database, stored, () -> GoodSeedRun.open(database));
    }
    String wanted = spec.options().text(SourceSpec.TRACKERS);
    if (wanted != null) {
      Set<String> trackers = Set.copyOf(Arrays.asList(wanted.split(",")));
      stored.removeIf(run -> !trackers.contains(run.tracker()));
    }
    return stored;
  }

  private StoredRun export(SortedMap<Integer, Path> parts, List<ExportError> errors)
      throws IOException {
    if (parquet == null) {
      parquet = ParquetSession.open("Neptune export");
    }
    return ExportedRun.open(parquet, parts, errors, exportZone);
  }

  /** Opens one run. */
  private interface Opening {
    StoredRun open() throws IOException;
  }

  private void open(Path file, List<StoredRun> stored, Opening opening) {
    try {
      stored.add(opening.open());
    } catch (IOException damaged) {
      new ProblemLog(root, null, found::add).corrupt(file, String.valueOf(damaged.getMessage()));
    }
  }

  /** Gives each run an id that is unique here. */
  private Map<String, StoredRun> identify(List<StoredRun> stored) {
    Map<String, StoredRun> byId = new LinkedHashMap<>();
    String project = spec.options().text(NeptuneSourceFactory.PROJECT, NO_PROJECT);
    for (StoredRun each : stored) {
      StoredRun run = each.name().project().isEmpty() ? new RunOfProject(each, project) : each;
      String id = run.name().project() + "/" + run.name().runId();
      if (byId.containsKey(id)) {
        id += "@" + root.relativize(run.files().get(0)).toString().replace('\\', '/');
      }
      byId.put(id, run);
    }
    return byId;
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    Map<String, StoredRun> all = runs();
    for (RunEntry entry : batch) {
      StoredRun run = all.get(entry.runId());
      if (run != null && run.files().stream().anyMatch(Files::exists)) {
        read(entry.runId(), run, all, sink);
      }
    }
  }

  private void read(String runId, StoredRun stored, Map<String, StoredRun> all, RunSink sink)
      throws IOException {
    ProblemLog problems = new ProblemLog(root, runId, sink::problem);
    Ancestry ancestry = Ancestry.of(stored, all.values());
    Attributes attributes = ancestry.attributes(problems);
    SeriesSurvey survey = new SeriesSurvey();
    // Damage is reported once, in the first of the two passes.
    ancestry.series(survey, problems);

    int run = sink.begin(NeptuneMapping.run(runId, stored, attributes));
    NeptuneMapping.deliver(stored.name().runId(), attributes, sink, run);
    identities(stored, attributes, sink, run);
    lineage(stored, ancestry, problems, sink, run);
    new ArtifactList(ancestry, sink, run).deliver(attributes, survey);
    definitions(stored, survey, problems, sink, run);
    TimeCheck.report(stored, attributes, survey, problems);
    ancestry.series(new SeriesDelivery(sink, run, survey), ProblemLog.IGNORING);
  }

  private static void identities(StoredRun stored, Attributes attributes, RunSink sink, int run) {
    StoredRun.RunName name = stored.name();
    if (name.project().equals(NO_PROJECT)) {
      return;
    }
    if (stored.tracker().equals(NeptuneSourceFactory.KIND)) {
      List<String> ids = new ArrayList<>(name.others());
      ids.add(0, name.runId());
      for (String id : ids) {
        sink.identity(run, new RunIdentity(RunIdentity.Kind.NEPTUNE, name.project() + "/" + id));
      }
    } else {
      String project = attributes.text("neptune/project_id");
      String origin = attributes.text("neptune/run_id");
      if (project != null && origin != null) {
        sink.identity(run, new RunIdentity(RunIdentity.Kind.NEPTUNE, project + "/" + origin));
      }
    }
  }

  private static void lineage(
      StoredRun stored, Ancestry ancestry, ProblemLog problems, RunSink sink, int run) {
    StoredRun.Fork fork = stored.fork();
    if (fork == null) {
      return;
    }
    Double step = fork.step();
    StoredRun parent = ancestry.parent();
    sink.lineage(
        run,
        new LineageEdge(
            LineageEdge.Relation.FORK,
            parent == null ? fork.parent() : parent.name().runId(),
            step == null ? null : (Long) (long) Math.floor(step)));
    String missing = ancestry.missing();
    if (missing != null) {
      problems.corrupt(
          stored.files().get(0),
          "the run goes on from the run "
              + missing
              + ", which is not here; what it inherited from there is missing");
    }
    if (step == null) {
      problems.report(
          Problem.Kind.ALTERED,
          stored.files().get(0),
          -1,
          "the files do not say at which step the run goes on from "
              + fork.parent()
              + "; the whole history of that run went in before its own",
          null);
    }
  }

  private static void definitions(
      StoredRun stored, SeriesSurvey survey, ProblemLog problems, RunSink sink, int run) {
    for (SeriesSurvey.Found series : survey.found()) {
      if (series.numbers == 0) {
        continue;
      }
      MetricKind kind = NeptuneMapping.metricKind(series.path);
      String exact = series.fractional > 0 ? series.path + SeriesDelivery.EXACT_STEP : null;
      sink.metric(
          run,
          new MetricDefinition(
              kind,
              series.path,
              MetricDefinition.StepKind.STEP,
              exact,
              null,
              null,
              null,
              series.unit));
      if (exact != null) {
        problems.report(
            Problem.Kind.ALTERED,
            stored.files().get(0),
            -1,
            series.fractional
                + " of the steps of "
                + series.path
                + " are fractional and went in rounded down; the metric "
                + exact
                + " has the exact ones",
            FloatText.of(series.firstFraction));
      }
    }
  }

  @Override
  public @Nullable InputStream artifact(String runId, String path) throws IOException {
    Map<String, StoredRun> all = runs();
    StoredRun run = all.get(runId);
    return run == null ? null : ArtifactContent.open(Ancestry.of(run, all.values()), path);
  }

  @Override
  public void close() throws IOException {
    if (parquet != null) {
      parquet.close();
    }
  }
}
