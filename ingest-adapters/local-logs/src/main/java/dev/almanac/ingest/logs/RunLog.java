package dev.almanac.ingest.logs;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.MetricDefinition;
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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what the logs of one run say, strongest first (but those that tell times before those
 * that do not): of two that say the same thing the first one counts, and what the other one says
 * more goes in too. A metric is taken whole from one log, see {@link SharedSeries}. Not safe for
 * use by several threads.
 */
public final class RunLog {

  private final RunSink sink;
  private final int run;
  private final ProblemLog problems;
  private final SourceOptions options;
  private final Set<String> said = new HashSet<>();
  private final StatedFacts facts;
  private final SharedSeries series;

  /**
   * Begins taking in.
   *
   * @param owners series by owner, as {@link SharedSeries#owners()} returned them when the run was
   *     last read; empty if it is read whole
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
    this.series = new SharedSeries(sink, run, owners);
    this.facts = new StatedFacts();
  }

  /** Returns the metrics, and which log each is taken from. */
  SharedSeries series() {
    return series;
  }

  /** Returns the run as it is known by now. */
  Run build(String runId, String tracker, String project, @Nullable String name) {
    return facts.run(runId, tracker, project, name);
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
    return series.key(kind, key);
  }

  /** Takes in a point; see {@link RunSink#point}. */
  public void point(int key, long step, long timeMicros, double value) {
    series.point(key, step, timeMicros, value);
  }

  /**
   * Says that the run went back to a step and logs a metric again from there: points of the key
   * that were delivered so far and whose step is not less are superseded by those that come. They
   * stay; see {@link RunSink#restart}.
   */
  public void restart(int key, long step) {
    series.restart(key, step);
  }

  /** Takes in what the log itself states as summary of a metric, whichever log has its points. */
  public void reported(MetricKind kind, String key, double value) {
    String own = series.own(key);
    if (said.add("reported " + kind + ':' + own)) {
      sink.reported(run, sink.key(kind, own), value);
    }
  }

  /** Takes in what the log states of a metric besides its points. */
  public void metric(MetricDefinition definition) {
    MetricDefinition own = definition.withKey(series.own(definition.key()));
    if (said.add("metric " + own.kind() + ':' + own.key())) {
      sink.metric(run, own);
    }
    series.steps(own);
  }

  /** Says how far this log was read; see {@link Log#canResume}. */
  public void cursor(String cursor) {
    series.cursor(requireNonNull(cursor, "cursor is null"));
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
