package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.read.database.Row;
import dev.almanac.ingest.read.source.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The datasets and models that runs of a SQL store name as their inputs and outputs. */
final class SqlLinks {

  /** No links at all. */
  static final SqlLinks NONE = new SqlLinks();

  private final Map<String, List<DatasetUse>> datasets = new HashMap<>();
  private final Map<String, List<LineageEdge>> edges = new HashMap<>();

  private SqlLinks() {}

  /** Reads all links; none where the database has no such tables. */
  static SqlLinks read(SqlRows rows, SqlTables tables) throws IOException {
    SqlLinks links = new SqlLinks();
    if (!tables.has("inputs") || !tables.has("datasets")) {
      return links;
    }
    Map<String, Row> known = new HashMap<>();
    rows.all("datasets", row -> known.put(row.textOrEmpty("dataset_uuid"), row));
    Map<String, String> contexts = new HashMap<>();
    if (tables.has("input_tags")) {
      rows.all("input_tags", row -> addContext(row, contexts));
    }
    rows.all("inputs", row -> links.add(row, known, contexts));
    if (tables.has("logged_model_metrics")) {
      rows.all("model_metric_datasets", links::addMetricDataset);
    }
    return links;
  }

  private static void addContext(Row row, Map<String, String> contexts) {
    if (FileRunLinks.CONTEXT_TAG.equals(row.text("name"))) {
      contexts.put(row.textOrEmpty("input_uuid"), row.textOrEmpty("value"));
    }
  }

  private void add(Row row, Map<String, Row> known, Map<String, String> contexts) {
    String source = row.textOrEmpty("source_id");
    String destination = row.textOrEmpty("destination_id");
    switch (row.textOrEmpty("source_type")) {
      case "DATASET" -> {
        Row dataset = known.get(source);
        String name = dataset == null ? null : dataset.text("name");
        add(
            destination,
            new DatasetUse(
                name == null ? source : name,
                dataset == null ? null : dataset.text("digest"),
                contexts.get(row.textOrEmpty("input_uuid")),
                dataset == null ? null : dataset.text("dataset_source")));
      }
      case "RUN_INPUT" ->
          add(source, new LineageEdge(LineageEdge.Relation.INPUT, destination, null));
      case "RUN_OUTPUT" ->
          add(
              source,
              new LineageEdge(LineageEdge.Relation.OUTPUT, destination, row.integer("step")));
      default -> {
        // Evaluation datasets, traces and scorers link here too; they are no runs.
      }
    }
  }

  private void addMetricDataset(Row row) {
    String runId = row.textOrEmpty("run_id");
    String name = row.textOrEmpty("dataset_name");
    String digest = row.text("dataset_digest");
    boolean known =
        datasets.getOrDefault(runId, List.of()).stream()
            .anyMatch(
                use ->
                    use.name().equals(name)
                        && String.valueOf(use.digest()).equals(String.valueOf(digest)));
    if (!known) {
      add(runId, new DatasetUse(name, digest, "metric:" + row.textOrEmpty("metric_name"), null));
    }
  }

  private void add(String runId, DatasetUse use) {
    datasets.computeIfAbsent(runId, absent -> new ArrayList<>()).add(use);
  }

  private void add(String runId, LineageEdge edge) {
    edges.computeIfAbsent(runId, absent -> new ArrayList<>()).add(edge);
  }

  /** Adds what a run delivers of this. */
  void addTo(Fingerprint fingerprint, String runId) {
    datasets
        .getOrDefault(runId, List.of())
        .forEach(
            use ->
                fingerprint.row(
                    "dataset", use.name(), use.digest(), use.context(), use.sourceUri()));
    edges
        .getOrDefault(runId, List.of())
        .forEach(
            edge ->
                fingerprint.row(
                    "edge", edge.relation().name(), edge.otherId(), String.valueOf(edge.step())));
  }

  /** Delivers a run's datasets and edges. */
  void deliver(int handle, String runId, RunSink sink) {
    datasets.getOrDefault(runId, List.of()).forEach(use -> sink.dataset(handle, use));
    edges.getOrDefault(runId, List.of()).forEach(edge -> sink.lineage(handle, edge));
  }

  /** Tells whether a run names a model as its output. */
  boolean hasOutput(String runId, String modelId) {
    return edges.getOrDefault(runId, List.of()).stream()
        .anyMatch(
            edge ->
                edge.relation() == LineageEdge.Relation.OUTPUT && edge.otherId().equals(modelId));
  }
}
