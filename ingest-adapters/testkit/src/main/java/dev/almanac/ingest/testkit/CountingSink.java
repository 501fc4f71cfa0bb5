package dev.almanac.ingest.testkit;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.model.Run;

/**
 * Counts what a source delivers and keeps nothing, so that the reading alone is measured. Not safe
 * for use by several threads.
 */
public final class CountingSink implements RunSink {

  private int runs;
  private int keys;
  private long facts;
  private long points;
  private long problems;

  /** Creates a sink that has taken in nothing. */
  public CountingSink() {}

  /** Returns the number of points taken in. */
  public long points() {
    return points;
  }

  /** Returns the number of all other facts, problems apart. */
  public long facts() {
    return facts;
  }

  /** Returns the number of problems taken in. */
  public long problems() {
    return problems;
  }

  @Override
  public int begin(Run run) {
    return runs++;
  }

  @Override
  public int append(Run run) {
    return begin(run);
  }

  @Override
  public void update(int run, Run facts) {}

  @Override
  public void cursor(int run, String cursor) {}

  @Override
  public void param(
      int run, String key, String value, ParamType type, dev.almanac.ingest.ParamOrigin origin) {
    param(run, key, value, origin);
  }

  @Override
  public void metric(int run, MetricDefinition definition) {}

  @Override
  public void searchDimension(int run, SearchDimension dimension) {}

  @Override
  public void identity(int run, RunIdentity identity) {}

  @Override
  public int key(MetricKind kind, String key) {
    return keys++;
  }

  @Override
  public void point(int run, int key, long step, long timeMicros, double value) {
    points++;
  }

  @Override
  public void reported(int run, int key, double value) {
    facts++;
  }

  @Override
  public void param(int run, String key, String value, ParamOrigin origin) {
    facts++;
  }

  @Override
  public void tag(int run, String key, String value) {
    facts++;
  }

  @Override
  public void projectTag(int run, String key, String value) {
    facts++;
  }

  @Override
  public void artifact(int run, Artifact artifact) {
    facts++;
  }

  @Override
  public void dataset(int run, DatasetUse dataset) {
    facts++;
  }

  @Override
  public void environment(int run, EnvironmentFact fact) {
    facts++;
  }

  @Override
  public void lineage(int run, LineageEdge edge) {
    facts++;
  }

  @Override
  public void problem(Problem problem) {
    problems++;
  }
}
