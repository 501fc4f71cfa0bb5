package dev.almanac.ingest.wandb;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one run from its folders: the log first, and what the log does not hold from the files
 * beside it.
 */
final class RunDelivery {

  /** The project that W&B takes where none is named. */
  private static final String NO_PROJECT = "uncategorized";

  private enum Reading {
    WHOLE,
    CONTINUED
  }

  private final FoundRun found;
  private final Path base;
  private final SourceOptions options;
  private final boolean live;
  private final DeliveredRun run;
  private final RunSink sink;
  private final LoggedFacts facts = new LoggedFacts();
  private final RunLogReader reader;
  private final FolderDocuments documents;
  private boolean isOldFormat;

  /**
   * Prepares the delivery of a run.
   *
   * @param live whether a log without end counts as being written
   * @param handle the sink's handle of the run, begun or appended to
   */
  RunDelivery(
      FoundRun found, Path base, SourceOptions options, boolean live, RunSink sink, int handle) {
    this.found = found;
    this.base = base;
    this.options = options;
    this.live = live;
    this.sink = sink;
    run = new DeliveredRun(sink, handle, found.runId(), relative(last().path()));
    reader = new RunLogReader(run, facts);
    documents = new FolderDocuments(found, base, run);
  }

  private RunFolder last() {
    return found.folders().get(found.folders().size() - 1);
  }

  private String relative(Path path) {
    return WandbWalk.relative(base, path);
  }

  /** Returns what is known of a run before any of its files is opened. */
  static Run bare(FoundRun found) {
    return Run.builder(found.runId(), "wandb", NO_PROJECT, NO_PROJECT)
        .trackerRunId(found.id())
        .build();
  }

  /** Delivers everything. */
  void whole() throws IOException {
    List<RunFolder> folders = found.folders();
    long[] lastSteps = RunHead.lastSteps(found);
    long offset = 0;
    for (int i = 0; i < folders.size(); i++) {
      RunFolder folder = folders.get(i);
      facts.startedAgain();
      reader.history().cutBehind(lastSteps[i]);
      Path log = folder.log();
      if (log == null) {
        oldRows(folder);
      } else {
        offset = reader.read(log, 0, relative(log));
      }
    }
    if (reader.history().withdrawn() > 0) {
      run.problem(
          Problem.Kind.ALTERED,
          reader.history().withdrawn()
              + " rows were withdrawn by a rewind of the run, and left out",
          null);
    }
    finish(Reading.WHOLE);
    cursor(offset);
  }

  private void cursor(long offset) throws IOException {
    Path log = last().log();
    boolean continues =
        log != null
            && offset > 0
            && facts.runRecords() == found.folders().size()
            && !facts.isPreempted()
            && isPlain();
    if (continues) {
      RunCursor cursor = RunCursor.of(found, base, offset, reader.history(), facts, user());
      String text = cursor == null ? null : cursor.text();
      if (text != null) {
        sink.cursor(run.handle(), text);
      }
    }
  }

  /** A sweep's definition stands in the config, which is not read again when a run is continued. */
  private boolean isPlain() {
    return !WandbSweep.isDefinition(facts.config().value());
  }

  /** Delivers what lies behind a cursor. */
  void continued(RunCursor cursor) throws IOException {
    RunFolder folder = last();
    Path log = folder.log();
    if (log == null) {
      return;
    }
    for (RunRecord head : RunHead.records(found)) {
      facts.run(head);
    }
    facts.definitions().addAll(cursor.definitions());
    facts.seen(cursor.lastSeen());
    facts.output(cursor.outputBytes());
    LoggedFacts.Exit exit = cursor.exit();
    if (exit != null) {
      facts.exit(exit.code(), exit.runtime());
    }
    reader.history().startAt(cursor.rows());
    long offset = reader.read(log, cursor.offset(), relative(log));
    documents.readMetadata();
    if (user().isEmpty()) {
      facts.user(cursor.user());
    }
    finish(Reading.CONTINUED);
    RunCursor next = RunCursor.of(found, base, offset, reader.history(), facts, user());
    String text = next == null ? null : next.text();
    if (text != null) {
      sink.cursor(run.handle(), text);
    }
  }

  /** Reads the history of wandb before 0.10: one JSON object a line. */
  private void oldRows(RunFolder folder) throws IOException {
    Path rows = folder.file("wandb-history.jsonl");
    Path events = folder.file("wandb-events.jsonl");
    isOldFormat |= Files.exists(rows);
    JsonLines.read(rows, relative(rows), run, row -> row(row));
    JsonLines.read(events, relative(events), run, row -> event(row));
  }

  private void row(JsonValue row) {
    reader.history().row(row);
  }

  private void event(JsonValue row) {
    facts.seen(WandbHistory.micros(row.get(WandbHistory.TIMESTAMP).number()));
    reader.history().history().systemRow(row);
  }

  private void finish(Reading how) throws IOException {
    documents.readMetadata();
    Map<String, JsonValue> config = config();
    JsonValue internal = config.getOrDefault(WandbConfig.INTERNAL, JsonValue.NULL);
    WandbEnvironment.internal(internal, run);
    if (facts.definitions().isEmpty()) {
      facts.definitions().addAll(internal.get("m"));
    }
    JsonValue whole = new JsonValue.Obj(config);
    if (WandbSweep.isDefinition(whole)) {
      WandbSweep.deliver(whole, facts.definitions(), run);
    }
    WandbConfig.deliver(config, documents.swept(), run);
    tags();
    facts.definitions().deliver(run);
    WandbSummary.deliver(summary(), facts.definitions(), run);
    WandbEnvironment.metadata(facts.environment(), run);
    WandbEnvironment.metadata(documents.metadata(), run);
    documents.requirements();
    files(how);
    Run complete = complete();
    sink.update(run.handle(), complete);
    run.identity(complete.project(), found.id());
    logFolder();
  }

  /** The one folder of TensorBoard logs, if it is on this machine, is another tracker's run. */
  private void logFolder() {
    if (facts.tensorBoards().size() != 1) {
      return;
    }
    try {
      Path folder = Path.of(facts.tensorBoards().iterator().next());
      if (folder.isAbsolute() && Files.isDirectory(folder)) {
        String real = folder.toRealPath().toString();
        run.identity(new RunIdentity(RunIdentity.Kind.FOLDER, real));
      }
    } catch (IOException | InvalidPathException noFolder) {
      // The fact stays among the environment, as logged.
    }
  }

  /** The config as the log has it; without a log as the file has it. */
  private Map<String, JsonValue> config() {
    if (facts.latest() != null) {
      return facts.config().value().fields();
    }
    return documents.config();
  }

  private JsonValue summary() {
    JsonValue logged = JsonValue.NULL;
    try {
      logged = facts.summary().summary();
    } catch (IOException damaged) {
      run.problem(
          Problem.Kind.CORRUPT, "Cannot read the summary: " + FileTexts.reason(damaged), null);
    }
    boolean isOwn = facts.latest() != null || !logged.entries().isEmpty();
    JsonValue file = isOwn ? null : documents.summary();
    return file == null ? logged : file;
  }

  private void tags() {
    RunRecord record = facts.latest();
    if (record == null) {
      return;
    }
    record.tags().forEach(tag -> run.tag(tag, ""));
    String sweep = sweepId();
    if (!sweep.isEmpty() && !record.group().isEmpty()) {
      run.tag("group", record.group());
    }
    run.environment("git", "remote", WandbEnvironment.withoutUser(record.remote()));
    run.environment("git", "commit", record.commit());
    run.environment("host", "host", record.host());
    RunRecord.Branch branch = record.branch();
    if (branch != null && !branch.run().equals(found.id())) {
      run.lineage(new LineageEdge(LineageEdge.Relation.FORK, branch.run(), (long) branch.step()));
    }
  }

  private String sweepId() {
    WandbWalk.Sweep sweep = found.sweep();
    RunRecord record = facts.latest();
    if (record != null && !record.sweep().isEmpty()) {
      return record.sweep();
    }
    return sweep == null ? "" : sweep.id();
  }

  /** Media of a run that is continued were told, with digests, when their rows were read. */
  private void files(Reading how) {
    for (int i = found.folders().size() - 1; i >= 0; i--) {
      RunFiles.each(
          found.folders().get(i),
          (path, size) -> {
            if (how == Reading.WHOLE || !path.startsWith("media/")) {
              run.artifact(new Artifact(path, RunFiles.kind(path), size, null, null));
            }
          },
          (path, reason) -> run.problem(Problem.Kind.CORRUPT, relative(path), -1, reason, null));
    }
    for (String path : new TreeSet<>(facts.files())) {
      run.artifact(new Artifact(path, RunFiles.kind(path), null, null, null));
    }
    if (facts.outputBytes() > 0) {
      run.artifact(new Artifact("output.log", "log", facts.outputBytes(), null, null));
    }
  }

  private String user() {
    String logged = WandbEnvironment.user(facts.environment());
    if (!logged.isEmpty()) {
      return logged;
    }
    String file = WandbEnvironment.user(documents.metadata());
    return file.isEmpty() ? facts.user() : file;
  }

  private Run complete() throws IOException {
    RunRecord record = facts.latest();
    String project = record == null ? documents.text("project") : record.project();
    if (project.isEmpty()) {
      project = record == null ? ProjectFolder.project(last(), base) : NO_PROJECT;
    }
    String sweep = sweepId();
    String group = record == null ? documents.text("group") : record.group();
    RunLifetime lifetime =
        new RunLifetime(found, facts, reader.history().latest(), documents.metadata(), options);
    RunStatus status = lifetime.status(live, isOldFormat);
    String user = user();
    String entity = record == null ? "" : record.entity();
    return Run.builder(
            found.runId(), "wandb", project, entity.isEmpty() ? project : entity + "/" + project)
        .trackerRunId(found.id())
        .name(orNull(record == null ? documents.text("name") : record.name()))
        .status(status)
        .createdBy(orNull(user))
        .startedAt(lifetime.started())
        .endedAt(status == RunStatus.RUNNING ? null : lifetime.ended())
        .groupName(orNull(sweep.isEmpty() ? group : sweep))
        .jobType(orNull(record == null ? documents.text("jobType") : record.jobType()))
        .description(orNull(record == null ? "" : record.notes()))
        .build();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
