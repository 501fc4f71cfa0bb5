package dev.almanac.ingest.neptune;

import dev.almanac.ingest.read.source.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds points to a fingerprint: of an ancestor only those count that a fork inherits. */
final class SeriesFingerprint implements SeriesVisitor {

  private final Fingerprint fingerprint;
  private final List<String> paths = new ArrayList<>();

  SeriesFingerprint(Fingerprint fingerprint) {
    this.fingerprint = fingerprint;
  }

  @Override
  public int series(String path) {
    paths.add(path);
    return paths.size() - 1;
  }

  private void point(int series, double exactStep, long timeMicros, @Nullable String value) {
    fingerprint.row(
        paths.get(series), Double.toString(exactStep), Long.toString(timeMicros), value);
  }

  @Override
  public void number(int series, long step, double exactStep, long timeMicros, double value) {
    point(series, exactStep, timeMicros, Double.toString(value));
  }

  @Override
  public void text(int series, long step, double exactStep, long timeMicros, String value) {
    point(series, exactStep, timeMicros, value);
  }

  @Override
  public void histogram(int series, long step, double exactStep, long timeMicros, Histogram value) {
    point(series, exactStep, timeMicros, value.toString());
  }

  @Override
  public void file(int series, long step, double exactStep, long timeMicros, FileValue value) {
    point(series, exactStep, timeMicros, value.toString());
  }

  @Override
  public void unit(int series, String unit) {
    fingerprint.row(paths.get(series), unit);
  }
}
