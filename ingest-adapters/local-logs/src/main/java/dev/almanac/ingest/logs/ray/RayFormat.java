package dev.almanac.ingest.logs.ray;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.facts.LogFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Ray Tune's and RLlib's trials: a folder each with {@code result.json} or {@code progress.csv} and
 * {@code params.json}; and trials of which only the experiment's state is left.
 */
public final class RayFormat implements LogFormat {

  static final String RESULT = "result.json";
  static final String PROGRESS = "progress.csv";
  static final String PARAMS = "params.json";
  static final String ERROR = "error.txt";

  private static final String EVIDENCE = "training_iteration";
  private static final int HEAD = 1 << 16;
  private static final Pattern STATE = Pattern.compile("experiment_state-.*\\.json");

  /** Trainable, then what varies, then date and time; older names end in random letters. */
  private static final Pattern TRIAL_FOLDER =
      Pattern.compile(".+_\\d{4}-\\d\\d-\\d\\d_\\d\\d-\\d\\d.*");

  /** Creates the format. */
  public RayFormat() {}

  @Override
  public String tracker() {
    return "ray";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.METRIC_DEFINITIONS,
        Capability.PARAMS,
        Capability.TAGS,
        Capability.ENVIRONMENT,
        Capability.ARTIFACTS,
        Capability.LIVE_RUNS);
  }

  @Override
  public String tried() {
    return "files of 2018, 2020 and 2.x (2025)";
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    List<Log> logs = new ArrayList<>();
    Path state = state(folder);
    if (state != null) {
      Experiment.of(state)
          .withoutFolder(folder.folders())
          .forEach(trial -> logs.add(new RayTrialInState(folder.path(), state, trial)));
    }
    if (folder.hasFile(RESULT) || folder.hasFile(PROGRESS) || folder.hasFile(PARAMS)) {
      Optional<LogFolder> above = folder.parent();
      // The folder above may hold thousands: it is listed for nothing that cannot be a trial.
      Path aboveState = above.isPresent() ? state(above.get()) : stateBeside(folder.path());
      if (isTrial(folder, aboveState)) {
        logs.add(new RayTrial(folder.path(), folder.files(), aboveState));
      }
    }
    return logs;
  }

  private static boolean isTrial(LogFolder folder, @org.jspecify.annotations.Nullable Path state) {
    if (folder.hasFile(RESULT) && contains(folder, RESULT)) {
      return true;
    }
    if (folder.hasFile(PROGRESS) && contains(folder, PROGRESS)) {
      return true;
    }
    boolean isNamed = state != null || TRIAL_FOLDER.matcher(folder.name()).matches();
    return folder.hasFile(PARAMS) && isNamed;
  }

  private static boolean contains(LogFolder folder, String name) {
    return LogFiles.head(folder.resolve(name), HEAD).contains(EVIDENCE);
  }

  /** Returns the newest state: each time an experiment is resumed it begins another file. */
  private static @org.jspecify.annotations.Nullable Path state(LogFolder folder) {
    return folder.files().stream()
        .filter(name -> STATE.matcher(name).matches())
        .reduce((first, second) -> second)
        .map(folder::resolve)
        .orElse(null);
  }

  /** A walk may begin at a trial; then the folder above was not listed. */
  private static @org.jspecify.annotations.Nullable Path stateBeside(Path folder) {
    Path above = folder.getParent();
    if (above == null) {
      return null;
    }
    try (java.nio.file.DirectoryStream<Path> states =
        java.nio.file.Files.newDirectoryStream(above, "experiment_state-*.json")) {
      Path newest = null;
      for (Path each : states) {
        newest = newest == null || each.compareTo(newest) > 0 ? each : newest;
      }
      return newest;
    } catch (IOException unreadable) {
      return null;
    }
  }
}
