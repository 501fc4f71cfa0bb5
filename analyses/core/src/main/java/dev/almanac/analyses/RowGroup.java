package dev.almanac.analyses;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of one group, in columns. Columns are named as in the query; rows count from 0. */
public interface RowGroup {

  /** Returns the number of rows, at least 1. */
  int size();

  /** Returns a text column. Cells may be null. The array is the caller's to keep. */
  @Nullable String[] texts(String column);

  /** Returns a numeric column; NULL is NaN. The array is the caller's to keep. */
  double[] numbers(String column);

  /** Returns an integral column; NULL is 0. The array is the caller's to keep. */
  long[] integers(String column);

  /** Returns a timestamp column. Cells may be null. The array is the caller's to keep. */
  @Nullable Instant[] instants(String column);

  /** Returns the text in a column's first row, for columns that are equal in a group. */
  default @Nullable String text(String column) {
    return texts(column)[0];
  }
}
