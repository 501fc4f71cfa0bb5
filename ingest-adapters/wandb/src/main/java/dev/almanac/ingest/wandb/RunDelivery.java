package dev.almanac.ingest.wandb;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.yaml.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one run from its folders: the log first, and what the log does not hold from the files
 * beside it.
 */
final class RunDelivery {

  /** The project that W&B takes where none is named. */
  private static final String NO_PROJECT = "uncategorized";

  private static final int MAX_FILE = 32 << 20;

  /** A log whose last record is older than this by the time of its last change was copied. */
  private static final Duration COPIED = Duration.ofDays(1);

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
  private JsonValue metadata = JsonValue.NULL;
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
    readMetadata();
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
    readMetadata();
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
    WandbConfig.deliver(config, swept(), run);
    tags();
    facts.definitions().deliver(run);
    WandbSummary.deliver(summary(), facts.definitions(), run);
    WandbEnvironment.metadata(facts.environment(), run);
    WandbEnvironment.metadata(metadata, run);
    requirements();
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

  private void readMetadata() {
    JsonValue read = newest("wandb-metadata.json", bytes -> JsonText.parse(bytes));
    metadata = read == null ? JsonValue.NULL : read;
  }

  /** Parses a file. */
  private interface Parser {
    JsonValue parse(byte[] content) throws IOException;
  }

  /** Returns the parsed file of the newest folder that has one, or null. */
  private @Nullable JsonValue newest(String name, Parser parser) {
    for (int i = found.folders().size() - 1; i >= 0; i--) {
      Path file = found.folders().get(i).file(name);
      if (Files.isRegularFile(file)) {
        try {
          byte[] content = withoutPadding(FileTexts.bytes(file, MAX_FILE));
          if (content.length > 0) {
            return parser.parse(content);
          }
        } catch (IOException unreadable) {
          run.problem(
              Problem.Kind.CORRUPT,
              relative(file),
              -1,
              "Cannot read the file: " + FileTexts.reason(unreadable),
              null);
        }
      }
    }
    return null;
  }

  /** File systems that lose power leave zeros behind a file's content. */
  private static byte[] withoutPadding(byte[] content) {
    int length = content.length;
    while (length > 0 && content[length - 1] == 0) {
      length--;
    }
    return length == content.length ? content : Arrays.copyOf(content, length);
  }

  /** The config as the log has it; without a log as the file has it. */
  private Map<String, JsonValue> config() {
    if (facts.latest() != null) {
      return facts.config().value().fields();
    }
    JsonValue file = newest("config.yaml", bytes -> YamlJson.of(YamlText.parse(bytes)));
    return file == null ? Map.of() : WandbConfig.values(file);
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
    JsonValue file = isOwn ? null : newest("wandb-summary.json", bytes -> JsonText.parse(bytes));
    return file == null ? logged : file;
  }

  private Set<String> swept() {
    WandbWalk.Sweep sweep = found.sweep();
    if (sweep == null) {
      return Set.of();
    }
    try {
      JsonValue chosen = YamlJson.of(YamlText.parse(FileTexts.bytes(sweep.config())));
      return WandbConfig.values(chosen).keySet();
    } catch (IOException unreadable) {
      run.problem(
          Problem.Kind.CORRUPT,
          relative(sweep.config()),
          -1,
          "Cannot read what the sweep chose: " + FileTexts.reason(unreadable),
          null);
      return Set.of();
    }
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

  private void requirements() {
    for (int i = found.folders().size() - 1; i >= 0; i--) {
      Path file = found.folders().get(i).file("requirements.txt");
      if (Files.isRegularFile(file)) {
        try {
          WandbEnvironment.requirements(FileTexts.text(FileTexts.bytes(file, MAX_FILE)), run);
          return;
        } catch (IOException unreadable) {
          run.problem(
              Problem.Kind.CORRUPT,
              relative(file),
              -1,
              "Cannot read the packages: " + FileTexts.reason(unreadable),
              null);
        }
      }
    }
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
    String file = WandbEnvironment.user(metadata);
    return file.isEmpty() ? facts.user() : file;
  }

  private Run complete() throws IOException {
    RunRecord record = facts.latest();
    String project = record == null ? text("project") : record.project();
    if (project.isEmpty()) {
      project = record == null ? ProjectFolder.project(last(), base) : NO_PROJECT;
    }
    String sweep = sweepId();
    String group = record == null ? text("group") : record.group();
    RunStatus status = status();
    Instant started = started();
    String user = user();
    String entity = record == null ? "" : record.entity();
    return Run.builder(
            found.runId(), "wandb", project, entity.isEmpty() ? project : entity + "/" + project)
        .trackerRunId(found.id())
        .name(orNull(record == null ? text("name") : record.name()))
        .status(status)
        .createdBy(orNull(user))
        .startedAt(started)
        .endedAt(status == RunStatus.RUNNING ? null : ended(started))
        .groupName(orNull(sweep.isEmpty() ? group : sweep))
        .jobType(orNull(record == null ? text("jobType") : record.jobType()))
        .description(orNull(record == null ? "" : record.notes()))
        .build();
  }

  private String text(String field) {
    String text = metadata.get(field).text();
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private RunStatus status() throws IOException {
    LoggedFacts.Exit exit = facts.exit();
    if (exit != null) {
      return WandbStates.ofExit(exit.code());
    }
    if (live && isRecent()) {
      return RunStatus.RUNNING;
    }
    if (facts.isPreempted()) {
      return RunStatus.KILLED;
    }
    if (last().log() != null) {
      return RunStatus.CRASHED;
    }
    RunStatus stated = WandbStates.status(metadata.get("state").text());
    if (stated != RunStatus.RUNNING) {
      return stated;
    }
    // Before 0.10 the file was kept up to date; since then it says "running" for ever.
    return isOldFormat ? RunStatus.CRASHED : RunStatus.UNKNOWN;
  }

  /** A log that was copied a short while ago looks as if it were being written. */
  private boolean isRecent() throws IOException {
    long last = Math.max(facts.lastSeen(), reader.history().latest());
    Instant sign = last == RunSink.NO_TIME ? started() : instant(last);
    Path log = last().log();
    if (sign == null || log == null || !Files.exists(log)) {
      return false;
    }
    Instant changed = Files.getLastModifiedTime(log).toInstant();
    return sign.isAfter(changed.minus(COPIED));
  }

  private @Nullable Instant started() throws IOException {
    RunRecord first = facts.first();
    if (first != null && first.startMicros() != RunSink.NO_TIME) {
      return instant(first.startMicros());
    }
    Instant stated = utc(metadata.get("startedAt").text());
    return stated == null ? found.folders().get(0).started(options.zone()) : stated;
  }

  /** Times in metadata are UTC, with and without a zone. */
  private static @Nullable Instant utc(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.endsWith("Z")
          ? Instant.parse(text)
          : LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
              .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException malformed) {
      return null;
    }
  }

  /** The last sign of life, or what the exit says if that is later. */
  private @Nullable Instant ended(@Nullable Instant started) {
    long last = Math.max(facts.lastSeen(), reader.history().latest());
    RunRecord record = facts.latest();
    LoggedFacts.Exit exit = facts.exit();
    if (record != null && exit != null && record.startMicros() != RunSink.NO_TIME) {
      boolean sound = exit.runtime() >= 0 && exit.runtime() < Integer.MAX_VALUE;
      last = Math.max(last, record.startMicros() + (sound ? exit.runtime() * 1_000_000 : 0));
    }
    if (last != RunSink.NO_TIME) {
      return instant(last);
    }
    return started == null ? null : utc(metadata.get("heartbeatAt").text());
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }
}
