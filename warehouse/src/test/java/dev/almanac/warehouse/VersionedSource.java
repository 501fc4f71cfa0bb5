package dev.almanac.warehouse;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.EnvironmentFact;

/**
 * A source that differs from version to version: a third of the runs changes with each, one is
 * added, one vanishes, one is live. Every row of a run names the version that the run is of, so
 * that a half-written run cannot go unseen.
 */
final class VersionedSource {

  private static final int RUNS = 9;
  private static final int POINTS = 40;

  private VersionedSource() {}

  static ScriptedSource of(String name, int version) {
    ScriptedSource source = new ScriptedSource(name);
    for (int run = version; run < version + RUNS; run++) {
      int changedAt = version - Math.floorMod(version - run, 3);
      add(source, "run-" + run, changedAt, run % 4 == 0);
    }
    return source;
  }

  private static void add(ScriptedSource source, String id, int version, boolean live) {
    String fingerprint = "v" + version;
    if (live) {
      source.liveRun(id, fingerprint, (sink, run) -> facts(sink, run, id, version));
    } else {
      source.run(id, fingerprint, (sink, run) -> facts(sink, run, id, version));
    }
  }

  private static void facts(RunSink sink, int run, String id, int version) {
    sink.param(run, "version", Integer.toString(version), ParamOrigin.LOGGED);
    sink.tag(run, "version", Integer.toString(version));
    sink.environment(run, new EnvironmentFact("test", "version", Integer.toString(version)));
    int loss = sink.key(MetricKind.METRIC, "loss");
    int cpu = sink.key(MetricKind.SYSTEM, "cpu");
    for (int step = 0; step < POINTS; step++) {
      sink.point(run, loss, step, step, version);
      sink.point(run, cpu, step, step, version);
    }
    sink.problem(
        new Problem(Problem.Kind.CORRUPT, id, "file", version, "is of version " + version, null));
  }
}
