package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TextStream;
import dev.almanac.ingest.read.text.LineReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of ARFF, the format of Weka and OpenML: names of columns line by line, and behind
 * {@code @DATA} what else is a table.
 */
final class ArffHeader {

  private static final Pattern ATTRIBUTE =
      Pattern.compile("(?i)@attribute\\s+('[^']*'|\"[^\"]*\"|\\S+)\\s+.*");

  private static final int MAX_LINES = 100_000;

  private ArffHeader() {}

  /** Tells whether a file is named for ARFF. */
  static boolean isNamedSo(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".arff");
  }

  /** Returns the format, which begins behind the head; or null if there is none. */
  static @Nullable TableFormat read(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    try (TextStream.Opened opened = TextStream.open(file)) {
      LineReader reader = new LineReader(opened.input());
      while (reader.next() && reader.number() < MAX_LINES) {
        String line =
            new String(
                    reader.bytes(),
                    reader.start(),
                    reader.end() - reader.start(),
                    StandardCharsets.UTF_8)
                .strip();
        Matcher attribute = ATTRIBUTE.matcher(line);
        if (attribute.matches()) {
          names.add(attribute.group(1).replaceAll("^['\"]|['\"]$", ""));
        } else if (line.toLowerCase(Locale.ROOT).startsWith("@data")) {
          long start = opened.skipped() + reader.nextOffset();
          return names.isEmpty()
              ? null
              : TableFormat.delimited(',').withColumns(names).beginningAt(start);
        }
      }
    }
    return null;
  }
}
