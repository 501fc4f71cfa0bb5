package dev.almanac.ingest.logs.mapped;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the run that a row is of. Not safe for use by several threads. */
final class PartName {

  private final Mapping.Run run;
  private List<String> names = List.of();
  private int[] columns = new int[0];
  private long row;

  PartName(Mapping.Run run) {
    this.run = run;
  }

  /**
   * Returns the name within the table, or null if the row does not have the columns that say it.
   */
  @Nullable String of(PartRows rows) throws IOException {
    if (rows.names().isEmpty()) {
      return null;
    }
    if (run.isRow()) {
      return "row " + ++row;
    }
    look(rows.names());
    List<String> values = new ArrayList<>();
    for (int column : columns) {
      if (column < 0) {
        return null;
      }
      values.add(rows.text(column));
    }
    return String.join(", ", values);
  }

  private void look(List<String> now) {
    if (now != names) {
      names = now;
      columns = run.columns().stream().mapToInt(now::indexOf).toArray();
    }
  }

  /** Returns the columns that the last row did not have. */
  List<String> missing() {
    return run.columns().stream().filter(column -> !names.contains(column)).toList();
  }
}
