package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TextStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the names of columns behind lines of remarks, which begin with {@code #}. */
final class CommentedTable {

  private CommentedTable() {}

  /**
   * Returns the format, which begins behind the names; or null if there are no remarks, or names.
   */
  static @Nullable TableFormat read(Path file) throws IOException {
    try (TextStream.Opened text = TextStream.open(file)) {
      byte[] head = text.input().readNBytes(TableFormat.PEEK);
      int names = 0;
      while (names < head.length && head[names] == '#') {
        names = lineAfter(head, names);
      }
      if (names == 0 || names >= head.length || !text.isAsInFile()) {
        return null;
      }
      TableFormat format = TableFormat.of(Arrays.copyOfRange(head, names, head.length));
      return format == null ? null : format.beginningAt(text.skipped() + lineAfter(head, names));
    }
  }

  private static int lineAfter(byte[] head, int from) {
    int at = from;
    while (at < head.length && head[at] != '\n') {
      at++;
    }
    return Math.min(head.length, at + 1);
  }
}
