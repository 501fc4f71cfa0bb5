package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The datasets and models that a run of a file store names as its inputs and outputs.
 *
 * <p>In {@code inputs/ID/meta.yaml} MLflow writes the source's id also as the destination's; the
 * run is known from the folder.
 *
 * @param datasets datasets it used
 * @param edges models in and out
 */
record FileRunLinks(List<DatasetUse> datasets, List<LineageEdge> edges) {

  /** More datasets than this are not kept per run. */
  static final int MAX_DATASETS = 10_000;

  static final String CONTEXT_TAG = "mlflow.data.context";

  FileRunLinks {
    datasets = List.copyOf(datasets);
    edges = List.copyOf(edges);
  }

  /** Reads the links of a run, and reports those that cannot be read. */
  static FileRunLinks read(FileRun run, ProblemLog problems) throws IOException {
    List<DatasetUse> datasets = new ArrayList<>();
    List<LineageEdge> edges = new ArrayList<>();
    for (String side : List.of(FileStoreLayout.INPUTS, FileStoreLayout.OUTPUTS)) {
      for (Path folder : FileStoreLayout.folders(run.path().resolve(side))) {
        Path file = folder.resolve(FileStoreLayout.META);
        MetaYaml meta = meta(file, "the " + side + " record", problems);
        if (meta != null) {
          link(run, meta, file, problems, datasets, edges);
        }
      }
    }
    return new FileRunLinks(datasets, edges);
  }

  private static void link(
      FileRun run,
      MetaYaml meta,
      Path file,
      ProblemLog problems,
      List<DatasetUse> datasets,
      List<LineageEdge> edges)
      throws IOException {
    String id = meta.text("source_id");
    String type = String.valueOf(meta.text("source_type"));
    if (id == null) {
      problems.corrupt(file, "Names no source_id");
      return;
    }
    switch (type) {
      case "DATASET", "2" -> {
        DatasetUse use = dataset(run, id, meta.map("tags").get(CONTEXT_TAG), problems);
        if (use != null) {
          datasets.add(use);
        }
      }
      case "RUN_OUTPUT", "MODEL_OUTPUT" ->
          edges.add(
              new LineageEdge(
                  LineageEdge.Relation.OUTPUT, modelId(meta, id), meta.integer("step")));
      case "RUN_INPUT", "MODEL", "MODEL_INPUT", "3" ->
          edges.add(new LineageEdge(LineageEdge.Relation.INPUT, modelId(meta, id), null));
      default ->
          problems.report(
              Problem.Kind.UNSUPPORTED, file, -1, "Links to something unknown: " + type, type);
    }
  }

  private static String modelId(MetaYaml meta, String sourceId) {
    String destination = meta.text("destination_id");
    return destination != null && destination.startsWith("m-") ? destination : sourceId;
  }

  private static @Nullable DatasetUse dataset(
      FileRun run, String id, @Nullable String context, ProblemLog problems) throws IOException {
    Path folder = run.experimentPath().resolve(FileStoreLayout.DATASETS).resolve(id);
    Path file = folder.resolve(FileStoreLayout.META);
    if (!file.normalize().startsWith(run.experimentPath())) {
      problems.corrupt(file, "Lies outside the experiment");
      return null;
    }
    MetaYaml meta = meta(file, "the dataset", problems);
    if (meta == null) {
      return null;
    }
    String name = meta.text("name");
    return new DatasetUse(
        name == null ? id : name, meta.text("digest"), context, meta.text("source"));
  }

  private static @Nullable MetaYaml meta(Path file, String what, ProblemLog problems) {
    if (!Files.exists(file)) {
      problems.corrupt(file, "Cannot read " + what + ": there is no meta.yaml");
      return null;
    }
    try {
      return MetaYaml.parse(FileTexts.bytes(file));
    } catch (IOException unreadable) {
      problems.corrupt(file, "Cannot read " + what + ": " + FileTexts.reason(unreadable));
    } catch (IllegalArgumentException notYaml) {
      problems.corrupt(file, "Cannot read " + what + ": " + notYaml.getMessage());
    }
    return null;
  }

  /** Delivers datasets and edges. */
  void deliver(int handle, RunSink sink) {
    datasets.forEach(use -> sink.dataset(handle, use));
    edges.forEach(edge -> sink.lineage(handle, edge));
  }

  /** Tells whether a dataset is among the inputs. */
  boolean hasDataset(String name, @Nullable String digest) {
    return datasets.stream()
        .anyMatch(use -> use.name().equals(name) && String.valueOf(use.digest()).equals(digest));
  }

  /** Tells whether a model is among the outputs. */
  boolean hasOutput(String modelId) {
    return edges.stream()
        .anyMatch(
            edge ->
                edge.relation() == LineageEdge.Relation.OUTPUT && edge.otherId().equals(modelId));
  }
}
