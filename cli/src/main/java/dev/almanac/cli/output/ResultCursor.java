package dev.almanac.cli.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A forward walk over a result. Columns count from 0. Not safe for use by several threads. */
public interface ResultCursor {

  /** Returns the columns in order. */
  List<ResultColumn> columns();

  /** Moves to the next row; false after the last. */
  boolean next();

  /**
   * Returns a cell: null, {@link String}, {@link Boolean}, a {@link Number}, {@link
   * java.time.Instant}, another {@code java.time} value, {@code byte[]}, {@link List} or {@link
   * java.util.Map}.
   */
  @Nullable Object value(int column);
}
