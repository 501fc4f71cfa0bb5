package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a file store of any generation. Opens files for reading only. */
final class MlflowFileStore implements RunSource {

  private final SourceSpec spec;
  private final Path root;
  private @Nullable Map<String, FileRun> index;

  MlflowFileStore(SourceSpec spec) throws IOException {
    this.spec = spec;
    this.root = spec.path().toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw new IOException(
          "Cannot read the MLflow file store: there is no folder " + root + "; check the path");
    }
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public RunListing list() throws IOException {
    List<Problem> problems = new ArrayList<>();
    ProblemLog log = new ProblemLog(root, null, problems::add);
    Map<String, FileRun> runs = new LinkedHashMap<>();
    Map<String, Fingerprint> fingerprints = new LinkedHashMap<>();
    for (FileStoreLayout.ExperimentFolder folder : FileStoreLayout.experiments(root)) {
      ExperimentFacts experiment = ExperimentFile.read(folder, log);
      FileModels models = FileModels.read(folder.path(), log);
      for (Path path : FileStoreLayout.runs(folder.path())) {
        String runId = FileStoreLayout.name(path);
        if (runs.containsKey(runId)) {
          log.corrupt(path, "Holds a second run of the same id; only the first one goes in");
          continue;
        }
        FileRunScan scan = FileRunScan.of(path);
        Fingerprint fingerprint = scan.fingerprint();
        experiment.addTo(fingerprint);
        fingerprint.row("deleted", Boolean.toString(scan.deleted() || experiment.deleted()));
        models.addTo(fingerprint, runId);
        addDatasets(fingerprint, path, folder.path());
        fingerprints.put(runId, fingerprint);
        runs.put(
            runId,
            new FileRun(
                path,
                runId,
                experiment,
                folder.path(),
                scan.name(),
                scan.parentRunId(),
                scan.live(),
                models.of(runId)));
      }
    }
    index = runs;
    return new RunListing(entries(runs, fingerprints), problems);
  }

  private static void addDatasets(Fingerprint fingerprint, Path run, Path experiment)
      throws IOException {
    for (Path input : FileStoreLayout.folders(run.resolve(FileStoreLayout.INPUTS))) {
      Path meta = input.resolve(FileStoreLayout.META);
      try {
        String id = MetaYaml.parse(FileTexts.bytes(meta)).text("source_id");
        Path dataset = experiment.resolve(FileStoreLayout.DATASETS).resolve(String.valueOf(id));
        if (dataset.normalize().startsWith(experiment)) {
          byte[] content = FileTexts.bytes(dataset.resolve(FileStoreLayout.META));
          fingerprint.row("dataset", String.valueOf(id), content);
        }
      } catch (IOException | IllegalArgumentException unreadable) {
        fingerprint.row("unreadable", FileStoreLayout.name(input));
      }
    }
  }

  private static List<RunEntry> entries(
      Map<String, FileRun> runs, Map<String, Fingerprint> fingerprints) {
    List<RunEntry> entries = new ArrayList<>(runs.size());
    fingerprints.forEach(
        (runId, fingerprint) -> {
          FileRun run = runs.get(runId);
          if (run != null) {
            fingerprint.row("parent_name", parentName(run, runs));
            entries.add(new RunEntry(runId, fingerprint.text(), run.live()));
          }
        });
    return entries;
  }

  private static @Nullable String parentName(FileRun run, Map<String, FileRun> runs) {
    FileRun parent = run.parentRunId() == null ? null : runs.get(run.parentRunId());
    return parent == null ? null : parent.name();
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    if (index == null) {
      list();
    }
    Map<String, FileRun> runs = index == null ? Map.of() : index;
    for (RunEntry entry : batch) {
      FileRun run = runs.get(entry.runId());
      if (run != null) {
        new FileRunReader(root, run, sink).read(parentName(run, runs));
      }
    }
  }

  @Override
  public @Nullable InputStream artifact(String runId, String path) throws IOException {
    for (FileStoreLayout.ExperimentFolder folder : FileStoreLayout.experiments(root)) {
      for (Path run : FileStoreLayout.runs(folder.path())) {
        if (FileStoreLayout.name(run).equals(runId)) {
          InputStream own = ArtifactFolder.open(run.resolve(FileStoreLayout.ARTIFACTS), path);
          LoggedModel.Place model = LoggedModel.placeOf(path);
          return own != null || model == null ? own : ofModel(folder.path(), model);
        }
      }
    }
    return null;
  }

  private static @Nullable InputStream ofModel(Path experiment, LoggedModel.Place place)
      throws IOException {
    for (Path model : FileStoreLayout.folders(experiment.resolve(FileStoreLayout.MODELS))) {
      if (FileStoreLayout.name(model).equals(place.modelId())) {
        return ArtifactFolder.open(model.resolve(FileStoreLayout.ARTIFACTS), place.path());
      }
    }
    return null;
  }

  @Override
  public void close() {}
}
