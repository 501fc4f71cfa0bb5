package dev.almanac.bench.scenario;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the repetitions of each step of a scenario. Not safe for several threads. */
final class Recorder {

  private static final class Step {
    private final List<Double> wall = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();
    private double peak = Double.NaN;
    private long points;
    private @Nullable String note;
  }

  private final Map<String, Step> steps = new LinkedHashMap<>();

  /** Adds one repetition of a step; {@code points} is 0 where points make no sense. */
  void add(String step, Execution execution, long points) {
    add(step, execution.wallSeconds(), execution.cpuSeconds(), points);
    Step known = known(step);
    double peak = execution.peakMegabytes();
    known.peak = Double.isNaN(known.peak) ? peak : Math.max(known.peak, peak);
  }

  /** Adds one repetition that was measured within a process. */
  void add(String step, double wallSeconds, double cpuSeconds, long points) {
    Step known = steps.computeIfAbsent(step, name -> new Step());
    known.wall.add(wallSeconds);
    known.cpu.add(cpuSeconds);
    known.points = points;
    System.err.printf(
        Locale.ROOT, "bench: %-48s %8.2f s  %8.2f CPU s%n", step, wallSeconds, cpuSeconds);
  }

  /** Says what a reader of a step's numbers must know. */
  void note(String step, String note) {
    known(step).note = note;
  }

  /** Returns what a step cost. */
  Measurement of(String step) {
    Step known = known(step);
    return new Measurement(
        step,
        known.wall,
        known.cpu,
        Double.isNaN(known.peak) ? null : known.peak,
        known.points,
        known.note);
  }

  private Step known(String step) {
    return requireNonNull(steps.get(step), () -> "Nothing was measured for " + step);
  }

  /** Returns all steps in the order in which they first came. */
  List<Measurement> measurements() {
    return steps.keySet().stream().map(this::of).toList();
  }
}
