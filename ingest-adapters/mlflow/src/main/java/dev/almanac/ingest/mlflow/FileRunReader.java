package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one run of a file store into a sink. A file that cannot be read costs only itself. */
final class FileRunReader {

  private final Path root;
  private final FileRun run;
  private final RunSink sink;
  private final ProblemLog problems;

  FileRunReader(Path root, FileRun run, RunSink sink) {
    this.root = root;
    this.run = run;
    this.sink = sink;
    this.problems = new ProblemLog(root, run.runId(), sink::problem);
  }

  /**
   * Delivers everything the run holds; nothing if it is gone.
   *
   * @param parentName name of the parent run, or null
   */
  void read(@Nullable String parentName) throws IOException {
    if (!Files.isDirectory(run.path())) {
      return;
    }
    RunMetaFile meta = RunMetaFile.read(run.path(), problems);
    Map<String, String> tags = KeyTexts.read(run.path().resolve(FileStoreLayout.TAGS), problems);
    RunFacts facts = meta.facts();
    int handle = sink.begin(MlflowMapping.run(facts, run.experiment(), tags, parentName));
    MlflowMapping.describe(handle, facts, run.experiment(), tags, sink);
    tags.forEach((key, value) -> sink.tag(handle, key, value));
    Map<String, String> params =
        KeyTexts.read(run.path().resolve(FileStoreLayout.PARAMS), problems);
    params.forEach((key, value) -> sink.param(handle, key, value, ParamOrigin.LOGGED));
    MetricFile.LiveState state = MetricFile.LiveState.of(meta.live());
    FileRunLinks links = FileRunLinks.read(run, problems);
    links.deliver(handle, sink);
    Set<DatasetUse> metricDatasets = readMetrics(handle, state);
    metricDatasets.stream()
        .filter(use -> !links.hasDataset(use.name(), use.digest()))
        .forEach(use -> sink.dataset(handle, use));
    readArtifacts(handle, facts);
    new FileModelReader(root, run, sink).read(handle, links, params);
  }

  private Set<DatasetUse> readMetrics(int handle, MetricFile.LiveState state) throws IOException {
    Set<DatasetUse> datasets = new HashSet<>();
    KeyFiles.walk(
        run.path().resolve(FileStoreLayout.METRICS),
        (key, file) -> {
          MetricKind kind = MlflowMapping.kind(key);
          int keyHandle = sink.key(kind, key);
          LatestPoint latest = new LatestPoint();
          try {
            new MetricFile(file, MetricLine.Owner.RUN, problems)
                .read(
                    state,
                    line -> {
                      sink.point(handle, keyHandle, line.step(), line.timeMicros(), line.value());
                      latest.offer(line.step(), line.timeMillis(), line.value());
                      rememberDataset(key, line, datasets);
                    });
          } catch (IOException unreadable) {
            problems.corrupt(file, "Cannot read the metric: " + FileTexts.reason(unreadable));
          }
          if (latest.isPresent()) {
            sink.reported(handle, keyHandle, latest.value());
          }
        });
    return datasets;
  }

  /** Keeps which dataset a metric was measured on; no other record of the run may say it. */
  private static void rememberDataset(String key, MetricLine line, Set<DatasetUse> datasets) {
    String name = line.datasetName();
    if (name != null && datasets.size() < FileRunLinks.MAX_DATASETS) {
      datasets.add(new DatasetUse(name, line.datasetDigest(), "metric:" + key, null));
    }
  }

  private void readArtifacts(int handle, RunFacts facts) throws IOException {
    List<ArtifactFolder.Entry> files =
        ArtifactFolder.files(run.path().resolve(FileStoreLayout.ARTIFACTS));
    ArtifactFolder.deliver(handle, "", files, facts.artifactUri(), sink);
    PackageFiles.deliver(handle, files, sink);
  }
}
