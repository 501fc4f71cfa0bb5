package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.tensorboard.ReadState.FileState;
import dev.almanac.ingest.logs.tensorboard.ReadState.HeldPoint;
import dev.almanac.ingest.logs.tensorboard.ReadState.Series;

/**
 * The series of a run: which one the points of a tag belong to. Not safe for use by several
 * threads.
 *
 * <p>Restarts: a file that begins after the earlier ones have ended continues the run; where it
 * logs a metric from a step on that the metric had reached, the points from there on are
 * superseded. So are they by a session that says that it starts at a step. Within one file a step
 * that goes back supersedes nothing: the program that wrote it was not restarted.
 *
 * <p>Writers at the same time: a file that begins before an earlier one has ended was written
 * beside it; a metric of both becomes two, the later one with {@code (writer 2)} in its name.
 */
final class RunSeries {

  private static final String PLACEHOLDER = "hp_metric";
  private static final double PLACEHOLDER_VALUE = -1;

  /** Lightning writes one placeholder, or one each time the hyper-parameters are logged. */
  private static final int MAX_HELD = 64;

  private final ReadState state;
  private final RunLog out;
  private FileBeingRead file;

  RunSeries(ReadState state, RunLog out) {
    this.state = state;
    this.out = out;
    this.file = FileBeingRead.none(state);
  }

  /** Goes on to a file. */
  void goOn(FileBeingRead next) {
    file = next;
  }

  /** Takes in a number of a tag. */
  void number(Tag tag, long step, long micros, double value) {
    if (tag.key.equals(PLACEHOLDER) && holds(tag, step, micros, value)) {
      return;
    }
    Series series = tag.series;
    if (series == null) {
      series = enter(tag.key, step);
      tag.series = series;
    }
    point(series, step, micros, value);
  }

  /** Takes in what a histogram of a tag is read as, in the order of the names. */
  void histogram(Tag tag, long step, long micros, double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      Series series = tag.numbers[i];
      if (series == null) {
        series = enter(tag.key + "/histogram/" + Tag.HISTOGRAM_NUMBERS[i], step);
        tag.numbers[i] = series;
      }
      point(series, step, micros, numbers[i]);
    }
  }

  private void point(Series series, long step, long micros, double value) {
    if (step > series.maxStep()) {
      series.maxStep(step);
    }
    file.begun().countPoint();
    out.point(series.handle(), step, micros, value);
  }

  /**
   * Tells whether a point is kept back: Lightning logs {@code hp_metric = -1} when it has no metric
   * to show beside the hyper-parameters. It is left out if nothing else is ever logged under the
   * name.
   */
  private boolean holds(Tag tag, long step, long micros, double value) {
    if (tag.series != null || state.series.containsKey(tag.key)) {
      return false;
    }
    if (value == PLACEHOLDER_VALUE && state.held.size() < MAX_HELD) {
      state.held.add(new HeldPoint(step, micros));
      return true;
    }
    if (!state.held.isEmpty()) {
      Series series = enter(tag.key, state.held.get(0).step());
      tag.series = series;
      for (HeldPoint held : state.held) {
        point(series, held.step(), held.timeMicros(), PLACEHOLDER_VALUE);
      }
      state.held.clear();
    }
    return false;
  }

  /** Returns the series that the file's points of a key belong to, and begins it if need be. */
  private Series enter(String key, long firstStep) {
    String name = key;
    if (file.file().part() == EventFile.Part.HPARAMS && isOfOtherPart(key)) {
      name = "hparams/" + key;
    }
    int index = file.index();
    for (int writer = 1; ; writer++) {
      String candidate = writer == 1 ? name : name + " (writer " + writer + ")";
      Series series = state.series.get(candidate);
      if (series == null) {
        series = new Series(candidate, Long.MIN_VALUE, index);
        state.series.put(candidate, series);
        handle(series);
        out.metric(MetricDefinition.steps(MetricKind.METRIC, candidate, stepKind(key)));
        return series;
      }
      if (series.lastFile() == index) {
        handle(series);
        return series;
      }
      if (!isBesideThis(series)) {
        if (firstStep <= series.maxStep()) {
          restart(series, firstStep);
        }
        handle(series);
        series.lastFile(index);
        return series;
      }
    }
  }

  private boolean isOfOtherPart(String key) {
    Series series = state.series.get(key);
    return series != null && !isOfThisFolder(series);
  }

  private boolean isOfThisFolder(Series series) {
    String last = state.files.get(series.lastFile()).name();
    return folder(last).equals(folder(file.file().name()));
  }

  private static String folder(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  /** Tells whether the last file of a series was still written when this one began. */
  private boolean isBesideThis(Series series) {
    FileState last = state.files.get(series.lastFile());
    return file.begun().start() < last.end();
  }

  private void handle(Series series) {
    if (series.handle() == Series.NO_HANDLE) {
      series.handle(out.key(MetricKind.METRIC, series.key()));
    }
  }

  private void restart(Series series, long step) {
    handle(series);
    out.restart(series.handle(), step);
    series.maxStep(step - 1);
  }

  /** Takes back what was logged from a step on at which a session of the file starts. */
  void session(long step) {
    int index = file.index();
    for (Series series : state.series.values()) {
      boolean isOurs =
          isOfThisFolder(series) && (series.lastFile() == index || !isBesideThis(series));
      if (isOurs && series.maxStep() >= step) {
        restart(series, step);
      }
    }
  }

  /** Keras counts epochs, and steps of its evaluations, and says so in the tags. */
  private static StepKind stepKind(String tag) {
    String last = tag.substring(tag.lastIndexOf('/') + 1);
    if (last.startsWith("epoch_")) {
      return StepKind.EPOCH;
    }
    return last.startsWith("evaluation_") && last.endsWith("_vs_iterations")
        ? StepKind.ITERATION
        : StepKind.STEP;
  }

  /** Says what was kept back in the end. */
  void tellHeld() {
    if (!state.held.isEmpty()) {
      String left = state.held.size() + " placeholder of value -1 left out";
      out.environment("log", PLACEHOLDER, left);
    }
  }
}
