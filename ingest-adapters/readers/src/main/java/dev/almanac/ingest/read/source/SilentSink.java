package dev.almanac.ingest.read.source;

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
 * Takes in everything and keeps nothing, for looking something up in what a reader delivers; a
 * subclass keeps what it is after. Safe for use by several threads.
 */
public class SilentSink implements RunSink {

  /** Creates a sink. */
  public SilentSink() {}

  @Override
  public int begin(Run run) {
    return 0;
  }

  @Override
  public int append(Run run) {
    return 0;
  }

  @Override
  public void update(int run, Run facts) {}

  @Override
  public void cursor(int run, String cursor) {}

  @Override
  public int key(MetricKind kind, String key) {
    return 0;
  }

  @Override
  public void point(int run, int key, long step, long timeMicros, double value) {}

  @Override
  public void reported(int run, int key, double value) {}

  @Override
  public void param(int run, String key, String value, ParamOrigin origin) {}

  @Override
  public void param(int run, String key, String value, ParamType type, ParamOrigin origin) {}

  @Override
  public void tag(int run, String key, String value) {}

  @Override
  public void projectTag(int run, String key, String value) {}

  @Override
  public void artifact(int run, Artifact artifact) {}

  @Override
  public void dataset(int run, DatasetUse dataset) {}

  @Override
  public void environment(int run, EnvironmentFact fact) {}

  @Override
  public void metric(int run, MetricDefinition definition) {}

  @Override
  public void searchDimension(int run, SearchDimension dimension) {}

  @Override
  public void identity(int run, RunIdentity identity) {}

  @Override
  public void lineage(int run, LineageEdge edge) {}

  @Override
  public void problem(Problem problem) {}
}
