package dev.almanac.ingest.neptune;

/** Hands on the points of an ancestor up to the step at which the run was forked. */
final class InheritedSeries implements SeriesVisitor {

  private final SeriesVisitor child;
  private final double last;

  /**
   * Creates the filter.
   *
   * @param last the last step that is inherited
   */
  InheritedSeries(SeriesVisitor child, double last) {
    this.child = child;
    this.last = last;
  }

  @Override
  public int series(String path) {
    return child.series(path);
  }

  @Override
  public void number(int series, long step, double exactStep, long timeMicros, double value) {
    if (exactStep <= last) {
      child.number(series, step, exactStep, timeMicros, value);
    }
  }

  @Override
  public void text(int series, long step, double exactStep, long timeMicros, String value) {
    if (exactStep <= last) {
      child.text(series, step, exactStep, timeMicros, value);
    }
  }

  @Override
  public void histogram(int series, long step, double exactStep, long timeMicros, Histogram value) {
    if (exactStep <= last) {
      child.histogram(series, step, exactStep, timeMicros, value);
    }
  }

  @Override
  public void file(int series, long step, double exactStep, long timeMicros, FileValue value) {
    if (exactStep <= last) {
      child.file(series, step, exactStep, timeMicros, value);
    }
  }

  @Override
  public void unit(int series, String unit) {
    child.unit(series, unit);
  }
}
