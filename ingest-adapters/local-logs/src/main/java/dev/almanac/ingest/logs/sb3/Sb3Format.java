package dev.almanac.ingest.logs.sb3;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.facts.FlatRows;
import dev.almanac.ingest.logs.facts.LogFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Runs of Stable-Baselines3, its zoo, and OpenAI baselines: monitors ({@code monitor.csv}, whose
 * first line is a comment of JSON), progress tables and JSON lines, evaluations, and the zoo's
 * folder with {@code args.yml} and {@code config.yml}.
 */
public final class Sb3Format implements LogFormat {

  static final String PROGRESS = "progress.csv";
  static final String PROGRESS_LINES = "progress.json";
  static final String EVALUATIONS = "evaluations.npz";
  static final String ARGUMENTS = "args.yml";
  static final String CONFIG = "config.yml";
  private static final String ENVIRONMENT = "env_kwargs.yml";
  private static final String MONITOR = "monitor.csv";

  /** What counts an agent's steps, by who wrote the progress. */
  static final List<String> STEPS =
      List.of("time/total_timesteps", "total_timesteps", "total timesteps", "misc/total_timesteps");

  private static final Set<String> CURVES =
      Set.of("rollout/ep_rew_mean", "eprewmean", "ep_reward_mean");

  private static final int HEAD = 1 << 13;

  /** Creates the format. */
  public Sb3Format() {}

  @Override
  public String tracker() {
    return "stable-baselines3";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.METRIC_DEFINITIONS,
        Capability.PARAMS,
        Capability.TAGS,
        Capability.ENVIRONMENT);
  }

  @Override
  public String tried() {
    return "2.8.0; monitors and configurations of the zoo, 2021 and 2022";
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    List<Path> monitors = new ArrayList<>();
    for (String name : folder.files()) {
      boolean isNamed = name.equals(MONITOR) || name.endsWith("." + MONITOR);
      if (isNamed && LogFiles.head(folder.resolve(name), 2).startsWith("#{")) {
        monitors.add(folder.resolve(name));
      }
    }
    List<Path> others = new ArrayList<>();
    if (folder.hasFile(PROGRESS) && isProgress(LogFiles.head(folder.resolve(PROGRESS), HEAD))) {
      others.add(folder.resolve(PROGRESS));
    } else if (folder.hasFile(PROGRESS_LINES)
        && STEPS.stream().anyMatch(FlatRows.first(folder.resolve(PROGRESS_LINES))::has)) {
      others.add(folder.resolve(PROGRESS_LINES));
    }
    Path zoo = zoo(folder);
    if (monitors.isEmpty() && others.isEmpty() && zoo == null) {
      return List.of();
    }
    if (folder.hasFile(EVALUATIONS)) {
      others.add(folder.resolve(EVALUATIONS));
    }
    return List.of(new Sb3Log(folder.path(), monitors, others, zoo));
  }

  private static boolean isProgress(String head) {
    String header = head.lines().findFirst().orElse("");
    List<String> names = List.of(header.replace("\"", "").split(",", -1));
    boolean isRay = names.contains("training_iteration");
    return !isRay
        && (names.stream().anyMatch(STEPS::contains) || names.stream().anyMatch(CURVES::contains));
  }

  /** The zoo keeps the arguments in a folder named for the environment: {@code a2c/ENV_1/ENV}. */
  private static @org.jspecify.annotations.Nullable Path zoo(LogFolder folder) throws IOException {
    int number = folder.name().lastIndexOf('_');
    if (number <= 0 || !folder.name().substring(number + 1).matches("\\d+")) {
      return null;
    }
    String environment = folder.name().substring(0, number);
    if (!folder.hasFolder(environment)) {
      return null;
    }
    LogFolder inner = folder.child(environment);
    boolean isZoo = inner.hasFile(ARGUMENTS) || inner.hasFile(CONFIG) || inner.hasFile(ENVIRONMENT);
    return isZoo ? inner.path() : null;
  }
}
