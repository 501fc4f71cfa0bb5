package dev.almanac.warehouse.write;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.RunSink;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import dev.almanac.warehouse.write.PointReader.PointRange;
import dev.almanac.warehouse.write.PointReader.Series;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes in points of many series, writes them in sorted files of bounded size, and sums up each
 * series. Memory is bounded by the buffer and the number of series. Not safe for several threads.
 */
public final class PointStore {

  /** Points of one file: 36 bytes each in memory. */
  public static final int DEFAULT_CAPACITY = 2 << 20;

  private final Staging staging;
  private final PointBuffer buffer;
  private final SeriesIndex index = new SeriesIndex();
  private final List<SeriesState> series = new ArrayList<>();
  private final List<Integer> order = new ArrayList<>();
  private int[] rank = new int[0];
  private long points;

  /** Creates an empty store that hands its files to the staging. */
  public PointStore(Staging staging, int capacity) {
    this.staging = staging;
    this.buffer = new PointBuffer(capacity);
  }

  /** Says what a series is; asked once for each pair of handles. */
  public interface Naming {
    /** Returns a new series for the pair. */
    SeriesState name(int run, int key);
  }

  /** Takes in a point; see {@link RunSink#point}. */
  public void point(int run, int key, long step, long time, double value, Naming naming) {
    int at = seriesOf(run, key, naming);
    if (buffer.isFull()) {
      flush();
    }
    buffer.add(at, step, time, value);
    series.get(at).add(step, time, value);
    points++;
  }

  /** Returns how many points a series has by now, those of earlier syncs included. */
  public long pointsOf(int run, int key, Naming naming) {
    return series.get(seriesOf(run, key, naming)).count;
  }

  /** Takes in what the tracker states as summary. */
  public void reported(int run, int key, double value, Naming naming) {
    series.get(seriesOf(run, key, naming)).reported = value;
  }

  /** Continues a series that is in the warehouse; its next point comes after those there. */
  public void restore(int run, int key, SeriesState state) {
    int at = index.indexOf(run, key);
    if (at != series.size()) {
      throw new IllegalStateException("Cannot restore " + state.key + ": it has begun");
    }
    series.add(state);
  }

  private int seriesOf(int run, int key, Naming naming) {
    int at = index.indexOf(run, key);
    if (at == series.size()) {
      series.add(naming.name(run, key));
    }
    return at;
  }

  /** Returns the number of points since the store began. */
  public long points() {
    return points;
  }

  /** Writes the buffered points and the summary of every series. */
  public void finish() {
    flush();
    for (SeriesState state : series) {
      staging.add(RunTables.METRIC_SUMMARIES, state.fileKind, state.summary());
    }
  }

  private void flush() {
    if (buffer.size() == 0) {
      return;
    }
    orderSeries();
    write(buffer.orderBy(rank));
    buffer.clear();
    series.forEach(SeriesState::markWritten);
  }

  /** Puts the series into the order of a file; again only when there are new ones. */
  private void orderSeries() {
    if (rank.length == series.size()) {
      return;
    }
    order.clear();
    for (int at = 0; at < series.size(); at++) {
      order.add(at);
    }
    order.sort(Comparator.comparing(series::get, SeriesState.FILE_ORDER));
    rank = new int[series.size()];
    for (int at = 0; at < rank.length; at++) {
      rank[order.get(at)] = at;
    }
  }

  private void write(int[] starts) {
    List<Series> named = new ArrayList<>(order.size());
    for (int at : order) {
      SeriesState state = series.get(at);
      named.add(new Series(state.runKey, state.key, state.written));
    }
    int from = 0;
    while (from < order.size()) {
      SeriesState first = series.get(order.get(from));
      int to = from + 1;
      while (to < order.size() && first.sharesFileWith(series.get(order.get(to)))) {
        to++;
      }
      PointRange range = new PointRange(named, starts, from, to);
      if (range.rows() > 0) {
        writeFile(first, range);
      }
      from = to;
    }
  }

  private void writeFile(SeriesState first, PointRange range) {
    TableSpec table =
        first.kind == MetricKind.SYSTEM ? RunTables.SYSTEM_METRICS : RunTables.METRICS;
    try (PointReader reader = new PointReader(staging.allocator(), buffer, range)) {
      staging.addFile(
          table,
          staging.files().writeArrow(staging.table(table), reader, List.of(), first.fileKind));
    }
    staging.countRows(range.rows());
  }

  /** One metric of one run, and its summary so far. */
  public static final class SeriesState {

    private static final Comparator<SeriesState> FILE_ORDER =
        Comparator.comparing((SeriesState state) -> state.kind)
            .thenComparing(state -> state.fileKind)
            .thenComparing(state -> state.key)
            .thenComparing(state -> state.runKey);

    private final String runKey;
    private final String key;
    private final MetricKind kind;
    private final FileKind fileKind;

    private long count;
    private long written;
    private long nonFinite;
    private double first;
    private double last;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long minStep;
    private long maxStep;
    private long firstStep = Long.MAX_VALUE;
    private long lastStep = Long.MIN_VALUE;
    private long firstTime = Long.MAX_VALUE;
    private long lastTime = Long.MIN_VALUE;
    private @Nullable Double reported;

    /** Creates a series without points. */
    public SeriesState(String runKey, String key, MetricKind kind, FileKind fileKind) {
      this.runKey = runKey;
      this.key = key;
      this.kind = kind;
      this.fileKind = fileKind;
    }

    /** What is known of the points that are in the warehouse already. */
    public record Stored(
        long points,
        double first,
        double last,
        double min,
        double max,
        long minStep,
        long maxStep,
        long firstStep,
        long lastStep,
        long nonFinite,
        long firstTime,
        long lastTime,
        @Nullable Double reported) {}

    /** Continues the series behind the points that are stored. */
    public SeriesState after(Stored stored) {
      reported = stored.reported();
      if (stored.points() == 0) {
        return this;
      }
      count = stored.points();
      written = stored.points();
      first = stored.first();
      last = stored.last();
      min = stored.min();
      max = stored.max();
      minStep = stored.minStep();
      maxStep = stored.maxStep();
      firstStep = stored.firstStep();
      lastStep = stored.lastStep();
      nonFinite = stored.nonFinite();
      firstTime = stored.firstTime();
      lastTime = stored.lastTime();
      return this;
    }

    private boolean sharesFileWith(SeriesState other) {
      return kind == other.kind && fileKind == other.fileKind;
    }

    private void markWritten() {
      written = count;
    }

    private void add(long step, long time, double value) {
      if (count == 0) {
        first = value;
      }
      count++;
      if (step >= lastStep) {
        lastStep = step;
        last = value;
      }
      firstStep = Math.min(firstStep, step);
      if (time != RunSink.NO_TIME) {
        firstTime = Math.min(firstTime, time);
        lastTime = Math.max(lastTime, time);
      }
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        nonFinite++;
      } else {
        addFinite(step, value);
      }
    }

    private void addFinite(long step, double value) {
      if (value < min) {
        min = value;
        minStep = step;
      }
      if (value > max) {
        max = value;
        maxStep = step;
      }
    }

    private @Nullable Object[] summary() {
      boolean any = count > 0;
      boolean finite = count > nonFinite;
      boolean timed = lastTime >= firstTime;
      return new Object[] {
        runKey,
        key,
        count,
        any ? (Object) first : null,
        any ? (Object) last : null,
        finite ? (Object) min : null,
        finite ? (Object) max : null,
        finite ? (Object) minStep : null,
        finite ? (Object) maxStep : null,
        any ? (Object) firstStep : null,
        any ? (Object) lastStep : null,
        nonFinite,
        reported,
        timed ? micros(firstTime) : null,
        timed ? micros(lastTime) : null,
        kind == MetricKind.SYSTEM
      };
    }

    private static Instant micros(long time) {
      return Instant.EPOCH.plus(time, ChronoUnit.MICROS);
    }
  }
}
