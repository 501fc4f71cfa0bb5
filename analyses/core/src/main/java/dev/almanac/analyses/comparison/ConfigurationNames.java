package dev.almanac.analyses.comparison;

import java.util.List;
import java.util.Locale;

/** Which params say what was tried, and which say on what. */
final class ConfigurationNames {

  /** Stands for the group that runs were put in, where no param names a configuration. */
  static final String RUN_GROUP = "group_name";

  /** Names of params that may say what was tried, the likeliest first. */
  static final List<String> CANDIDATES =
      List.of(
          "model",
          "model_name",
          "model_type",
          "model_class",
          "architecture",
          "arch",
          "backbone",
          "network",
          "algorithm",
          "algo",
          "method",
          "estimator",
          "estimator_name",
          "classifier",
          "learner",
          "agent",
          "policy",
          "submission",
          "optimizer",
          "variant",
          "config_name",
          RUN_GROUP);

  /** Names of params that say on what it was tried, the likeliest first. */
  static final List<String> TASKS =
      List.of(
          "dataset",
          "dataset_name",
          "workload",
          "task",
          "task_name",
          "task_id",
          "benchmark",
          "env",
          "env_id",
          "environment",
          "data");

  private ConfigurationNames() {}

  /** Returns the name of a list that a param has, folders and case aside; empty if none. */
  static String among(List<String> names, String param) {
    String last = param.substring(Math.max(param.lastIndexOf('.'), param.lastIndexOf('/')) + 1);
    String lower = last.toLowerCase(Locale.ROOT);
    return names.contains(lower) ? lower : "";
  }
}
