package dev.almanac.bench.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A store in one of MLflow's own formats that generated runs are written into. */
interface MlflowStore extends Closeable {

  /** Writes one run as MLflow would have left it. */
  void add(SyntheticRun run) throws IOException;

  /** Returns the tags that MLflow sets by itself. */
  static Map<String, String> tags(SyntheticRun run) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("mlflow.user", "bench");
    tags.put("mlflow.source.name", "train.py");
    tags.put("mlflow.source.type", "LOCAL");
    tags.put("mlflow.source.git.commit", run.id() + run.id().substring(0, 8));
    tags.put("mlflow.runName", run.name());
    return tags;
  }
}
