package dev.almanac.ingest.neptune;

import dev.almanac.ingest.RunSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the points of series, those of one series in their order.
 *
 * <p>A step comes twice: rounded down to a whole number, as the warehouse holds it, and exactly.
 * Times are microseconds since the epoch or {@link RunSink#NO_TIME}.
 */
interface SeriesVisitor {

  /** Returns the handle of a series. */
  int series(String path);

  /** Takes in a number. */
  void number(int series, long step, double exactStep, long timeMicros, double value);

  /** Takes in a text. */
  void text(int series, long step, double exactStep, long timeMicros, String value);

  /** Takes in a histogram. */
  void histogram(int series, long step, double exactStep, long timeMicros, Histogram value);

  /** Takes in a file. */
  void file(int series, long step, double exactStep, long timeMicros, FileValue value);

  /** Takes in what the source states of a series: its unit. */
  default void unit(int series, String unit) {}

  /**
   * A histogram.
   *
   * @param type {@code COUNTING} or {@code DENSITY}
   * @param edges one more than values
   * @param values counts or densities, as text, so that counts stay whole
   */
  record Histogram(String type, List<String> edges, List<String> values) {
    /** Copies the lists. */
    public Histogram {
      edges = List.copyOf(edges);
      values = List.copyOf(values);
    }
  }

  /**
   * A file of a series.
   *
   * @param where where it is, or a name
   * @param extension extension without dot, may be empty
   * @param sizeBytes size, or null
   * @param mimeType MIME type, or null
   * @param note what the user wrote beside it, as JSON, or null
   * @param content content in Base64 if it stands in the log itself, else null
   */
  record FileValue(
      String where,
      String extension,
      @Nullable Long sizeBytes,
      @Nullable String mimeType,
      @Nullable String note,
      @Nullable String content) {}
}
