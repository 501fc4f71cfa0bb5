package dev.almanac.ingest.logs.huggingface;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds runs of the Hugging Face Trainer: a folder with {@code trainer_state.json}, or with
 * checkpoints that have one. Checkpoints are beginnings of their run, never runs.
 */
public final class TrainerFormat implements LogFormat {

  /** The file. */
  static final String STATE = "trainer_state.json";

  private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d+)");

  /** Keys are sorted, so the step stands before the history. */
  private static final Pattern GLOBAL_STEP = Pattern.compile("\"global_step\"\\s*:\\s*(\\d+)");

  private static final int PEEK = 1 << 13;

  /** Creates the format. */
  public TrainerFormat() {}

  @Override
  public String tracker() {
    return "huggingface";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.REPORTED_SUMMARY,
        Capability.PARAMS,
        Capability.TAGS,
        Capability.ARTIFACTS,
        Capability.METRIC_DEFINITIONS);
  }

  @Override
  public String tried() {
    return "4.57.1, and a published run of 4.x";
  }

  /** Tells whether a folder is the output of a Trainer. */
  public static boolean isOutput(LogFolder folder) throws IOException {
    if (isCheckpoint(folder)) {
      return false;
    }
    if (folder.hasFile(STATE)) {
      return true;
    }
    for (String name : folder.folders()) {
      if (CHECKPOINT.matcher(name).matches() && folder.child(name).hasFile(STATE)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCheckpoint(LogFolder folder) {
    return CHECKPOINT.matcher(folder.name()).matches() && folder.parent().isPresent();
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    if (isCheckpoint(folder)) {
      return List.of();
    }
    List<Path> states = new ArrayList<>();
    Set<Path> checkpoints = new LinkedHashSet<>();
    if (folder.hasFile(STATE)) {
      states.add(folder.resolve(STATE));
    }
    for (String name : folder.folders()) {
      if (CHECKPOINT.matcher(name).matches()) {
        LogFolder checkpoint = folder.child(name);
        if (checkpoint.hasFile(STATE)) {
          states.add(checkpoint.resolve(STATE));
          checkpoints.add(checkpoint.path());
        }
      }
    }
    if (states.isEmpty()) {
      return List.of();
    }
    return List.of(new TrainerLog(folder, furthest(states), checkpoints));
  }

  /** Returns the state that has seen most; of equal ones that of the run itself. */
  private static Path furthest(List<Path> states) {
    Path best = states.get(0);
    long most = -1;
    for (Path state : states) {
      long step = states.size() == 1 ? 0 : step(state);
      if (step > most) {
        most = step;
        best = state;
      }
    }
    return best;
  }

  private static long step(Path state) {
    try (InputStream input = Files.newInputStream(state)) {
      String head = new String(input.readNBytes(PEEK), StandardCharsets.UTF_8);
      Matcher step = GLOBAL_STEP.matcher(head);
      if (step.find()) {
        return parsed(step.group(1));
      }
    } catch (IOException unreadable) {
      return -1;
    }
    Path folder = state.getParent();
    Matcher name = CHECKPOINT.matcher(folder == null ? "" : String.valueOf(folder.getFileName()));
    return name.matches() ? parsed(name.group(1)) : 0;
  }

  private static long parsed(String digits) {
    return digits.length() > 18 ? -1 : Long.parseLong(digits);
  }
}
