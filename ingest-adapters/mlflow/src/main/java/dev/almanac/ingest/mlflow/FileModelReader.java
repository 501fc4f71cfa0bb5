package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Delivers what a run of a file store did with logged models: the models it made, and those points
 * of its models' metrics that are not among the run's own.
 *
 * <p>MLflow writes each point twice, to the run's metric and to the model's. A point of the model
 * that the run lacks (same key, time, step and bits of the value) is appended to the run's metric
 * of the same key.
 */
final class FileModelReader {

  /** Points of one key that are compared in memory; a model's metric has a handful. */
  static final int MAX_POINTS = 200_000;

  private final FileRun run;
  private final RunSink sink;
  private final ProblemLog problems;

  FileModelReader(Path root, FileRun run, RunSink sink) {
    this.run = run;
    this.sink = sink;
    this.problems = new ProblemLog(root, run.runId(), sink::problem);
  }

  private record Point(long timeMillis, long timeMicros, long step, long valueBits) {
    static Point of(MetricLine line) {
      return new Point(
          line.timeMillis(), line.timeMicros(), line.step(), Double.doubleToLongBits(line.value()));
    }
  }

  /** Delivers the models and their metrics. */
  void read(int handle, FileRunLinks links, Map<String, String> runParams) throws IOException {
    Map<String, List<Point>> points = new TreeMap<>();
    for (LoggedModel model : run.models()) {
      Path folder = run.experimentPath().resolve(FileStoreLayout.MODELS).resolve(model.modelId());
      if (run.runId().equals(model.sourceRunId())) {
        boolean known = links.hasOutput(model.modelId());
        model.deliver(
            handle,
            known ? LoggedModel.EdgeState.KNOWN : LoggedModel.EdgeState.MISSING,
            runParams,
            sink);
        List<ArtifactFolder.Entry> files =
            ArtifactFolder.files(folder.resolve(FileStoreLayout.ARTIFACTS));
        ArtifactFolder.deliver(handle, model.artifactPrefix(), files, model.location(), sink);
        PackageFiles.deliver(handle, files, sink);
      }
      KeyFiles.walk(
          folder.resolve(FileStoreLayout.METRICS), (key, file) -> collect(key, file, points));
    }
    for (Map.Entry<String, List<Point>> key : points.entrySet()) {
      deliverMissing(handle, key.getKey(), key.getValue());
    }
  }

  private void collect(String key, Path file, Map<String, List<Point>> points) {
    List<Point> found = points.computeIfAbsent(key, absent -> new ArrayList<>());
    try {
      new MetricFile(file, MetricLine.Owner.MODEL, problems)
          .read(
              MetricFile.LiveState.of(run.live()),
              line -> {
                if (run.runId().equals(line.runId()) && found.size() <= MAX_POINTS) {
                  found.add(Point.of(line));
                }
              });
    } catch (IOException unreadable) {
      problems.corrupt(file, "Cannot read the model's metric: " + FileTexts.reason(unreadable));
    }
    if (found.size() > MAX_POINTS) {
      found.clear();
      problems.report(
          Problem.Kind.UNSUPPORTED,
          file,
          -1,
          "Holds more than "
              + MAX_POINTS
              + " points of a model, too many to compare with the run's",
          null);
    }
  }

  private void deliverMissing(int handle, String key, List<Point> points) throws IOException {
    Set<Point> missing = new HashSet<>(points);
    Path runFile = run.path().resolve(FileStoreLayout.METRICS).resolve(key);
    if (!missing.isEmpty() && Files.isRegularFile(runFile)) {
      new MetricFile(runFile, MetricLine.Owner.RUN, ProblemLog.IGNORING)
          .read(MetricFile.LiveState.of(run.live()), line -> missing.remove(Point.of(line)));
    }
    int keyHandle = missing.isEmpty() ? 0 : sink.key(MlflowMapping.kind(key), key);
    for (Point point : points) {
      if (missing.remove(point)) {
        sink.point(
            handle,
            keyHandle,
            point.step(),
            point.timeMicros(),
            Double.longBitsToDouble(point.valueBits()));
      }
    }
  }
}
