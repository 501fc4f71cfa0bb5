package dev.almanac.ingest.logs.table;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures how long reading tables takes: {@code TableSpeed FOLDER}, with tables made by {@code
 * src/test/python/make_tables.py}. Not a test.
 */
public final class TableSpeed {

  private TableSpeed() {}

  /** Reads all tables three times, so that the first time shows a cold start. */
  public static void main(String[] arguments) throws IOException {
    List<Path> tables;
    try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
      tables = files.filter(file -> file.toString().endsWith(".csv")).toList();
    }
    for (int round = 0; round < 3; round++) {
      long cpu = ManagementFactory.getThreadMXBean().getThreadCpuTime(currentId());
      long points = 0;
      double sum = 0;
      for (Path table : tables) {
        TableFormat format = java.util.Objects.requireNonNull(TableFormat.of(table), "a table");
        try (TextStream.Opened opened = TextStream.open(table)) {
          TableReader reader = new TableReader(opened.input(), format, 0);
          reader.next();
          while (reader.next()) {
            for (int cell = 1; cell < reader.cells(); cell++) {
              long bits = reader.bits(cell);
              if (bits != TableReader.MISSING && bits != TableReader.TEXT) {
                points++;
                sum += Double.longBitsToDouble(bits);
              }
            }
          }
        }
      }
      long spent = ManagementFactory.getThreadMXBean().getThreadCpuTime(currentId()) - cpu;
      System.out.printf("%d points, %.2f CPU s, sum %.3f%n", points, spent / 1e9, sum);
    }
  }

  private static long currentId() {
    return Thread.currentThread().getId();
  }
}
