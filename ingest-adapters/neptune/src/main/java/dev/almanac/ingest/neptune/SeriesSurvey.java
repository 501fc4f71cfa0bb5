package dev.almanac.ingest.neptune;

import dev.almanac.ingest.RunSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at all series of a run before any point is handed on. Memory grows with series only. */
final class SeriesSurvey implements SeriesVisitor {

  /** What is known of one series. */
  static final class Found {
    final String path;
    long numbers;
    long texts;
    long histograms;
    long fractional;
    double firstFraction;
    @Nullable String lastText;
    @Nullable String unit;
    final List<FilePoint> files = new ArrayList<>();

    private Found(String path) {
      this.path = path;
    }
  }

  /** A file of a series, without its content. */
  record FilePoint(double step, FileValue value) {}

  private final Map<String, Integer> handles = new LinkedHashMap<>();
  private final List<Found> series = new ArrayList<>();
  private long firstTime = RunSink.NO_TIME;
  private long lastTime = RunSink.NO_TIME;

  List<Found> found() {
    return series;
  }

  /** Returns the time of the earliest point, or {@link RunSink#NO_TIME}. */
  long firstTime() {
    return firstTime;
  }

  /** Returns the time of the latest point, or {@link RunSink#NO_TIME}. */
  long lastTime() {
    return lastTime;
  }

  @Nullable Found find(String path) {
    Integer handle = handles.get(path);
    return handle == null ? null : series.get(handle);
  }

  @Override
  public int series(String path) {
    Integer known = handles.get(path);
    if (known != null) {
      return known;
    }
    handles.put(path, series.size());
    series.add(new Found(path));
    return series.size() - 1;
  }

  private Found step(int handle, long step, double exactStep, long time) {
    Found found = series.get(handle);
    if (exactStep != step && found.fractional++ == 0) {
      found.firstFraction = exactStep;
    }
    if (time != RunSink.NO_TIME) {
      firstTime = firstTime == RunSink.NO_TIME ? time : Math.min(firstTime, time);
      lastTime = Math.max(lastTime, time);
    }
    return found;
  }

  @Override
  public void number(int handle, long step, double exactStep, long timeMicros, double value) {
    step(handle, step, exactStep, timeMicros).numbers++;
  }

  @Override
  public void text(int handle, long step, double exactStep, long timeMicros, String value) {
    Found found = step(handle, step, exactStep, timeMicros);
    found.texts++;
    found.lastText = value;
  }

  @Override
  public void histogram(int handle, long step, double exactStep, long timeMicros, Histogram value) {
    step(handle, step, exactStep, timeMicros).histograms++;
  }

  @Override
  public void file(int handle, long step, double exactStep, long timeMicros, FileValue value) {
    FileValue bare =
        new FileValue(
            value.where(),
            value.extension(),
            value.sizeBytes(),
            value.mimeType(),
            value.note(),
            null);
    step(handle, step, exactStep, timeMicros).files.add(new FilePoint(exactStep, bare));
  }

  @Override
  public void unit(int handle, String unit) {
    series.get(handle).unit = unit;
  }
}
