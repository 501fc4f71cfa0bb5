package dev.almanac.ingest.logs.smac;

import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.read.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Who wrote a search, and into which files. */
enum SearchKind {
  SMAC("smac", "runhistory.json", "runhistory.json"),
  BOHB("bohb", "results.json", "configs.json"),
  DEEPCAVE("deepcave", "history.jsonl", "configs.json");

  static final String SPACE = "configspace.json";
  static final String SCENARIO = "scenario.json";
  static final String OLD_SCENARIO = "scenario.txt";
  static final String META = "meta.json";

  private final String tracker;
  private final String evaluations;
  private final String configs;

  SearchKind(String tracker, String evaluations, String configs) {
    this.tracker = tracker;
    this.evaluations = evaluations;
    this.configs = configs;
  }

  String tracker() {
    return tracker;
  }

  String evaluations() {
    return evaluations;
  }

  String configs() {
    return configs;
  }

  /** Tells whether a folder holds a search of this kind. */
  boolean isIn(LogFolder folder) {
    if (!folder.hasFile(evaluations) || !folder.hasFile(configs)) {
      return false;
    }
    return switch (this) {
      case SMAC ->
          folder.hasFile(SCENARIO)
              || folder.hasFile(OLD_SCENARIO)
              || folder.hasFile(SPACE)
              || folder.hasFile("configspace.pcs")
              || folder.hasFile("stats.json");
      case BOHB -> startsWith(folder, evaluations, "[[") && startsWith(folder, configs, "[[");
      case DEEPCAVE -> startsWith(folder, evaluations, "[") && folder.hasFile(META);
    };
  }

  private static boolean startsWith(LogFolder folder, String name, String text) {
    String head = LogFiles.head(folder.resolve(name), 64);
    return head.replace(" ", "").startsWith(text);
  }

  @Nullable Evaluation evaluation(JsonValue value) {
    return switch (this) {
      case SMAC -> Evaluation.smac(value);
      case BOHB -> Evaluation.bohb(value);
      case DEEPCAVE -> Evaluation.deepCave(value);
    };
  }
}
