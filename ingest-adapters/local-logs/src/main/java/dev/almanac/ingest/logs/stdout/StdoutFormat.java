package dev.almanac.ingest.logs.stdout;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.keras.EpochTableFormat;
import dev.almanac.ingest.logs.table.RunFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds files of what programs printed, by lines of theirs. */
public final class StdoutFormat implements LogFormat {

  /** Some logs begin with the source code of the program. */
  private static final int HEAD = 1 << 18;

  private static final int TAIL = 1 << 14;

  /** How many lines at either end must show what any program could have printed. */
  private static final int EDGE = 250;

  private final String tracker;
  private final List<Preset> presets;

  /**
   * Creates the format of one tracker.
   *
   * @param tracker one of {@code xgboost}, {@code lightgbm}, {@code stdout}
   */
  public StdoutFormat(String tracker) {
    this.tracker = tracker;
    this.presets =
        Arrays.stream(Preset.values()).filter(preset -> preset.tracker().equals(tracker)).toList();
  }

  @Override
  public String tracker() {
    return tracker;
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all =
        EnumSet.of(Capability.METRIC_HISTORY, Capability.METRIC_DEFINITIONS, Capability.TAGS);
    if (presets.contains(Preset.MLPERF) || presets.contains(Preset.KEYED)) {
      all.add(Capability.PARAMS);
    }
    return all;
  }

  @Override
  public String tried() {
    return switch (tracker) {
      case "xgboost" -> "3.2";
      case "lightgbm" -> "4.7";
      case "stdout" -> "modded-nanogpt and llm.c logs of 2024 to 2026, Keras 3.15";
      default -> "none";
    };
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    Map<String, Preset> found = new TreeMap<>();
    for (String name : folder.files()) {
      if (!RunFiles.isText(name) || RunFiles.isAnotherFormats(folder, name)) {
        continue;
      }
      Path file = folder.resolve(name);
      Preset preset =
          folder.known(List.of("preset", name), Preset.class, () -> preset(file)).orElse(null);
      if (preset != null && presets.contains(preset)) {
        found.put(name, preset);
      }
    }
    List<String> names = List.copyOf(found.keySet());
    List<String> parts = RunFiles.parts(folder, names);
    List<Log> logs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Preset preset = requireNonNull(found.get(names.get(i)), "it was found");
      boolean isOfFolder = isBesideItsTable(preset, folder);
      logs.add(new StdoutLog(folder.resolve(names.get(i)), preset, isOfFolder ? "" : parts.get(i)));
    }
    return logs;
  }

  /** Tells whether the same training wrote a table of epochs into the folder. */
  private static boolean isBesideItsTable(Preset preset, LogFolder folder) throws IOException {
    if (preset != Preset.KERAS) {
      return false;
    }
    return new EpochTableFormat(EpochTableFormat.Program.KERAS)
        .find(folder).stream().anyMatch(log -> log.role() == Log.Role.RUN);
  }

  /** Returns the preset whose lines a file has, or null. */
  static @Nullable Preset preset(Path file) {
    if (!Files.isReadable(file)) {
      return null;
    }
    List<String> lines = lines(file);
    for (Preset preset : Preset.values()) {
      LineParser parser = preset.parser();
      Map<String, Set<Long>> steps = new HashMap<>();
      for (String line : preset == Preset.KEYED ? edges(lines) : lines) {
        parser.line(
            line,
            (key, step, value, unit) ->
                steps.computeIfAbsent(key, absent -> new HashSet<>()).add(step));
        if (steps.values().stream().anyMatch(seen -> seen.size() >= preset.evidence())) {
          return preset;
        }
      }
    }
    return null;
  }

  /**
   * Returns the first and the last lines. Looking for any word in each line of every text below a
   * folder would take longer than reading all that is found.
   */
  private static List<String> edges(List<String> lines) {
    if (lines.size() <= 2 * EDGE) {
      return lines;
    }
    List<String> edges = new ArrayList<>(lines.subList(0, EDGE));
    edges.addAll(lines.subList(lines.size() - EDGE, lines.size()));
    return edges;
  }

  private static List<String> lines(Path file) {
    try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
      List<String> lines = new ArrayList<>(lines(input, 0, HEAD));
      if (input.length() > HEAD) {
        lines.addAll(lines(input, Math.max(HEAD, input.length() - TAIL), TAIL));
      }
      return lines;
    } catch (IOException unreadable) {
      return List.of(); // It vanished or was cut, and must not hide the files beside it.
    }
  }

  private static List<String> lines(RandomAccessFile input, long from, int most)
      throws IOException {
    byte[] bytes = new byte[(int) Math.max(0, Math.min(most, input.length() - from))];
    input.seek(from);
    input.readFully(bytes);
    List<String> lines = new ArrayList<>();
    // Only whole lines: those to come would else be judged by their beginnings.
    String text = new String(bytes, StandardCharsets.UTF_8);
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      if (end - start < HEAD / 4) {
        lines.add(PrintedText.visible(text.substring(start, end)));
      }
      start = end + 1;
    }
    return lines;
  }
}
