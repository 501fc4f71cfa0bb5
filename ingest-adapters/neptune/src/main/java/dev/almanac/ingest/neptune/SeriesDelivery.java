package dev.almanac.ingest.neptune;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.RunSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands the numbers of series to the sink.
 *
 * <p>The warehouse holds whole steps. A series with fractional ones goes in with its steps rounded
 * down, and beside it goes a metric {@code <path>:step} that has the exact step of each of its
 * points as value, point for point.
 */
final class SeriesDelivery implements SeriesVisitor {

  /** What the name of the metric ends with that holds exact steps. */
  static final String EXACT_STEP = ":step";

  private static final int NONE = -1;

  private final RunSink sink;
  private final int run;
  private final SeriesSurvey survey;
  private final Map<String, Integer> handles = new HashMap<>();
  private final List<int[]> keys = new ArrayList<>();

  SeriesDelivery(RunSink sink, int run, SeriesSurvey survey) {
    this.sink = sink;
    this.run = run;
    this.survey = survey;
  }

  @Override
  public int series(String path) {
    Integer known = handles.get(path);
    if (known != null) {
      return known;
    }
    SeriesSurvey.Found found = survey.find(path);
    if (found != null && found.numbers > 0) {
      MetricKind kind = NeptuneMapping.metricKind(path);
      int exact = found.fractional > 0 ? sink.key(kind, path + EXACT_STEP) : NONE;
      keys.add(new int[] {sink.key(kind, path), exact});
    } else {
      keys.add(new int[] {NONE, NONE});
    }
    handles.put(path, keys.size() - 1);
    return keys.size() - 1;
  }

  @Override
  public void number(int series, long step, double exactStep, long timeMicros, double value) {
    int[] key = keys.get(series);
    if (key[0] == NONE) {
      // Logged after the run was surveyed: comes with the next sync.
      return;
    }
    sink.point(run, key[0], step, timeMicros, value);
    if (key[1] != NONE) {
      sink.point(run, key[1], step, timeMicros, exactStep);
    }
  }

  @Override
  public void text(int series, long step, double exactStep, long timeMicros, String value) {
    // An artifact: NeptuneSource.artifact reads it when asked.
  }

  @Override
  public void histogram(int series, long step, double exactStep, long timeMicros, Histogram value) {
    // An artifact: NeptuneSource.artifact reads it when asked.
  }

  @Override
  public void file(int series, long step, double exactStep, long timeMicros, FileValue value) {
    // An artifact, taken from the survey.
  }
}
