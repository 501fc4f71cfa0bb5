package dev.almanac.ingest.logs;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.source.ProblemLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what the logs of one run say, strongest first (but those that tell times before those
 * that do not): of two that say the same thing the first one counts, and what the other one says
 * more goes in too. A metric is taken whole from the first log that has it; if another one {@link
 * Log#completes} it, points at steps that the first one lacks come after. Not safe for use by
 * several threads.
 */
public final class RunLog {

  private static final int IGNORED = -1;

  /** Handles below this are of metrics that another log delivers and this one completes. */
  private static final int COMPLETING = -2;

  /** Handles below this are of metrics with which this log goes on where another one failed. */
  private static final int CONTINUING = -(1 << 30);

  private static final String DOUBLED = "doubled ";

  private final RunSink sink;
  private final int run;
  private final ProblemLog problems;
  private final SourceOptions options;
  private final Set<String> said = new HashSet<>();
  private final Map<String, Integer> owners;
  private final List<LogPart> parts = new ArrayList<>();
  private final StatedFacts facts;
  private @Nullable Log primary;
  private BinaryOperator<String> ownKey = (tracker, key) -> key;
  private LogPart part = new LogPart("", "", tracker -> false, true);
  private boolean completed;
  private @Nullable SeenPoints seen;
  private @Nullable ReachedSteps reached;
  private @Nullable ExactValues exact;
  private final Map<String, StepKind> stepKinds = new HashMap<>();

  /**
   * Begins taking in.
   *
   * @param owners series by owner, as {@link #owners()} returned them when the run was last read;
   *     empty if it is read whole
   */
  RunLog(
      RunSink sink,
      int run,
      Path root,
      String runId,
      SourceOptions options,
      Map<String, Integer> owners) {
    this.sink = sink;
    this.run = run;
    this.problems = new ProblemLog(root, runId, sink::problem);
    this.options = options;
    this.owners = new TreeMap<>(owners);
    this.facts = new StatedFacts();
  }

  /** Says which log is the strongest: it names the metrics. */
  void primary(Log log) {
    primary = log;
    ownKey = log::ownKey;
  }

  /** Says that a later log completes an earlier one, whose points must therefore be remembered. */
  void expectCompletion() {
    seen = new SeenPoints();
  }

  /**
   * Says that several logs are read whole. If one of them fails on its way, a later one that has
   * the same metric takes it over, or goes on behind the last step that the failed one delivered.
   */
  void expectSeveral() {
    reached = new ReachedSteps();
  }

  /**
   * Says what a log spells exactly that comes after one of the same points that holds floats; see
   * {@link Log#isExact}.
   */
  void expectExact(ExactValues values) {
    exact = values;
  }

  /** Says that the log that is being read failed: there may be more than it delivered. */
  void failed() {
    part.hasFailed = true;
  }

  /** Goes on to the next log. */
  void next(String name, String tracker, Log log) {
    part = new LogPart(name, tracker, log::completes, log == primary);
    part.isExact = log.isExact();
    parts.add(part);
    if (seen != null) {
      seen.settle();
    }
    if (reached != null) {
      reached.settle();
    }
  }

  /** Says that only what lies behind the log's cursor is read: it delivered points before. */
  void goesOn() {
    part.hasPoints = true;
  }

  /** Returns the run as it is known by now. */
  Run build(String runId, String tracker, String project, @Nullable String name) {
    return facts.run(runId, tracker, project, name);
  }

  /** Returns how far each log was read, or null if one that has points does not say. */
  @Nullable Map<String, String> cursors() {
    Map<String, String> cursors = new TreeMap<>();
    if (completed) {
      return null; // What one log has of another one's points is known when both are read whole.
    }
    for (LogPart each : parts) {
      if (each.cursor != null && !each.hasFailed) {
        cursors.put(each.name, each.cursor);
      } else if (each.hasPoints) {
        return null;
      }
    }
    return cursors.isEmpty() ? null : cursors;
  }

  /** Returns which log each series is taken from, by the log's place in the order. */
  Map<String, Integer> owners() {
    return owners;
  }

  /** Says which files the run was read from, and what was left out because it was there twice. */
  void tellOrigins() {
    for (int i = 0; i < parts.size(); i++) {
      LogPart each = parts.get(i);
      if (parts.size() > 1 && !each.name.isEmpty()) {
        sink.environment(run, new EnvironmentFact("log", each.name, role(each, i)));
      }
    }
  }

  private String role(LogPart each, int index) {
    List<String> doubled = new ArrayList<>();
    int owned = 0;
    String mark = doubledBy(index);
    for (Map.Entry<String, Integer> owner : owners.entrySet()) {
      if (owner.getKey().startsWith(mark)) {
        doubled.add(owner.getKey().substring(mark.length()));
      } else if (!owner.getKey().startsWith(DOUBLED)) {
        owned += owner.getValue() == index ? 1 : 0;
      }
    }
    String role = (each.isPrimary ? "primary; " : "") + owned + " metrics";
    String also = doubled.isEmpty() ? "" : "; also has " + String.join(", ", doubled);
    String left =
        each.isExact && exact != null && exact.leftOut() > 0
            ? "; " + exact.leftOut() + " values too many to be preferred to floats"
            : "";
    return role + also + each.supplement() + left;
  }

  /** Stands before the series that a log has and another one delivers. */
  private static String doubledBy(int index) {
    return DOUBLED + index + ' ';
  }

  /** Returns the options of the source. */
  public SourceOptions options() {
    return options;
  }

  /** Returns the zone in which times without one were written. */
  public ZoneId zone() throws IOException {
    return options.zone();
  }

  /** Returns where problems of this run go. */
  public ProblemLog problems() {
    return problems;
  }

  /** Reports something about a file of the run. */
  public void problem(
      Problem.Kind kind, Path file, long offset, String reason, @Nullable String raw) {
    problems.report(kind, file, offset, reason, raw);
  }

  // What is known of the run itself. Null says nothing; the first word counts.

  /** States the tracker's own id of the run. */
  public void trackerRunId(@Nullable String value) {
    facts.trackerRunId = facts.trackerRunId == null ? value : facts.trackerRunId;
  }

  /** States the project, where the log itself names one. */
  public void project(@Nullable String value, @Nullable String id) {
    if (facts.project == null && value != null) {
      facts.project = value;
      facts.projectId = id;
    }
  }

  /** States the run's name. */
  public void name(@Nullable String value) {
    facts.name = facts.name == null ? value : facts.name;
  }

  /** States how the run is or ended; {@link RunStatus#UNKNOWN} says nothing. */
  public void status(RunStatus value) {
    facts.status = facts.status == null && value != RunStatus.UNKNOWN ? value : facts.status;
  }

  /** States who ran it. */
  public void createdBy(@Nullable String value) {
    facts.createdBy = facts.createdBy == null ? value : facts.createdBy;
  }

  /** States when it began. */
  public void startedAt(@Nullable Instant value) {
    facts.startedAt = facts.startedAt == null ? value : facts.startedAt;
  }

  /** States when it ended. */
  public void endedAt(@Nullable Instant value) {
    facts.endedAt = facts.endedAt == null ? value : facts.endedAt;
  }

  /** States the id of the run that it is nested in. */
  public void parentRunId(@Nullable String value) {
    facts.parentRunId = facts.parentRunId == null ? value : facts.parentRunId;
  }

  /** States its sweep, study or group. */
  public void groupName(@Nullable String value) {
    facts.groupName = facts.groupName == null ? value : facts.groupName;
  }

  /** States its role within the group. */
  public void jobType(@Nullable String value) {
    facts.jobType = facts.jobType == null ? value : facts.jobType;
  }

  /** States the user's note. */
  public void description(@Nullable String value) {
    facts.description = facts.description == null ? value : facts.description;
  }

  /** States the link back to the tracker. */
  public void url(@Nullable String value) {
    facts.url = facts.url == null ? value : facts.url;
  }

  // Metrics.

  /**
   * Returns the handle of a metric for {@link #point}; one that ignores points if a stronger log of
   * this run has the metric. Cheap enough to ask once a row, not once a point.
   */
  public int key(MetricKind kind, String key) {
    String own = own(key);
    int index = parts.indexOf(part);
    String series = kind + ":" + own;
    int owner = owners.computeIfAbsent(series, absent -> index);
    part.hasPoints = true;
    if (owner == index) {
      return sink.key(kind, own);
    }
    LogPart first = owner < parts.size() ? parts.get(owner) : null;
    ReachedSteps failedAt = first != null && first.hasFailed ? reached : null;
    if (failedAt != null && !failedAt.hasAny(sink.key(kind, own))) {
      owners.put(series, index);
      return sink.key(kind, own);
    }
    owners.put(doubledBy(index) + own, owner);
    // What comes later may be as exact as what was read: then all is read again.
    completed |= part.isExact;
    if (first != null && part.completes.test(first.tracker)) {
      completed = true;
      return COMPLETING - sink.key(kind, own);
    }
    if (failedAt != null && !part.otherSteps.contains(series)) {
      part.continued.put(series, sink.key(kind, own));
      completed = true;
      return CONTINUING - sink.key(kind, own);
    }
    return IGNORED;
  }

  /** Returns how the strongest log calls a metric of this one. */
  private String own(String key) {
    return part.isPrimary ? key : ownKey.apply(part.tracker, key);
  }

  /** Takes in a point; see {@link RunSink#point}. */
  public void point(int key, long step, long timeMicros, double value) {
    if (key >= 0) {
      double told = exact == null ? value : refined(exact, key, step, value);
      sink.point(run, key, step, timeMicros, told);
      if (seen != null) {
        seen.add(key, step, value);
      }
      if (reached != null) {
        reached.add(key, step);
      }
    } else if (key <= CONTINUING) {
      goOn(CONTINUING - key, step, timeMicros, value);
    } else if (key <= COMPLETING) {
      complete(COMPLETING - key, step, timeMicros, value);
    }
  }

  private double refined(ExactValues values, int key, long step, double value) {
    double told = values.of(key, step, value);
    part.refined += told > value || told < value ? 1 : 0;
    return told;
  }

  private void complete(int key, long step, long timeMicros, double value) {
    SeenPoints delivered = requireNonNull(seen, "nothing was to be completed");
    if (delivered.isFull()) {
      part.unchecked++;
    } else if (!delivered.hasStep(key, step)) {
      add(key, step, timeMicros, value);
    } else if (!delivered.hasPoint(key, step, value)) {
      part.differing++;
    }
  }

  private void goOn(int key, long step, long timeMicros, double value) {
    if (requireNonNull(reached, "nothing can go on").isBehind(key, step)) {
      add(key, step, timeMicros, value);
    }
  }

  /** Adds a point of a metric that another log delivered in part. */
  private void add(int key, long step, long timeMicros, double value) {
    sink.point(run, key, step, timeMicros, value);
    part.added++;
    if (seen != null) {
      seen.addLater(key, step, value);
    }
    if (reached != null) {
      reached.add(key, step);
    }
  }

  /**
   * Says that the run went back to a step and logs a metric again from there: points of the key
   * that were delivered so far and whose step is not less are superseded by those that come. They
   * stay; see {@link RunSink#restart}.
   */
  public void restart(int key, long step) {
    if (key >= 0) {
      sink.restart(run, key, step);
      if (reached != null) {
        reached.restart(key, step);
      }
    }
  }

  /** Takes in what the log itself states as summary of a metric, whichever log has its points. */
  public void reported(MetricKind kind, String key, double value) {
    String own = own(key);
    if (said.add("reported " + kind + ':' + own)) {
      sink.reported(run, sink.key(kind, own), value);
    }
  }

  /** Takes in what the log states of a metric besides its points. */
  public void metric(MetricDefinition definition) {
    MetricDefinition own = definition.withKey(own(definition.key()));
    if (said.add("metric " + own.kind() + ':' + own.key())) {
      sink.metric(run, own);
    }
    String series = own.kind() + ":" + own.key();
    StepKind first = stepKinds.putIfAbsent(series, own.stepKind());
    if (first != null && first != own.stepKind()) {
      part.otherSteps.add(series);
      Integer continued = part.continued.get(series);
      if (continued != null && reached != null) {
        reached.close(continued);
      }
    }
  }

  /** Says how far this log was read; see {@link Log#canResume}. */
  public void cursor(String cursor) {
    part.cursor = requireNonNull(cursor, "cursor is null");
  }

  // Everything else: of two facts of one name the stronger log's counts.

  /** Takes in a param of which the log has but the text. */
  public void param(String key, String value, ParamOrigin origin) {
    if (said.add("param " + key)) {
      sink.param(run, key, value, origin);
    }
  }

  /** Takes in a param of a stated type. */
  public void param(String key, String value, ParamType type, ParamOrigin origin) {
    if (said.add("param " + key)) {
      sink.param(run, key, value, type, origin);
    }
  }

  /** Takes in a tag. */
  public void tag(String key, String value) {
    if (said.add("tag " + key)) {
      sink.tag(run, key, value);
    }
  }

  /** Takes in a tag of the project. */
  public void projectTag(String key, String value) {
    if (said.add("project tag " + key)) {
      sink.projectTag(run, key, value);
    }
  }

  /** Takes in an artifact. */
  public void artifact(Artifact artifact) {
    if (said.add("artifact " + artifact.path())) {
      sink.artifact(run, artifact);
    }
  }

  /** Takes in the use of a dataset. */
  public void dataset(DatasetUse dataset) {
    if (said.add("dataset " + dataset)) {
      sink.dataset(run, dataset);
    }
  }

  /** Takes in a fact about code, packages, hardware or the like. */
  public void environment(String kind, String key, String value) {
    if (said.add("environment " + kind + ' ' + key)) {
      sink.environment(run, new EnvironmentFact(kind, key, value));
    }
  }

  /** Takes in an edge to another run, model or artifact. */
  public void lineage(LineageEdge edge) {
    if (said.add("lineage " + edge)) {
      sink.lineage(run, edge);
    }
  }

  /** Takes in one param of the declared search space. */
  public void searchDimension(SearchDimension dimension) {
    if (said.add("dimension " + dimension.key())) {
      sink.searchDimension(run, dimension);
    }
  }

  /** Takes in evidence by which the run is known elsewhere. */
  public void identity(RunIdentity identity) {
    if (said.add("identity " + identity)) {
      sink.identity(run, identity);
    }
  }
}
