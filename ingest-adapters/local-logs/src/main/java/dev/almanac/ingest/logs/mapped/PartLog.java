package dev.almanac.ingest.logs.mapped;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.logs.table.MetricTable;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TableReader;
import dev.almanac.ingest.logs.table.TextStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * One of the runs that a table holds: a row, or the rows with equal cells in some columns. Where
 * its rows lie is found in one pass over the table, so that reading it reads nothing else.
 */
final class PartLog implements Log {

  private final Mapping mapping;
  private final Path table;
  private final String path;
  private final TableFormat format;
  private final String part;
  private long[] segments = new long[4];
  private int used;
  private long rows;
  private long checksum;

  private PartLog(Mapping mapping, Path table, String path, TableFormat format, String part) {
    this.mapping = mapping;
    this.table = table;
    this.path = path;
    this.format = format;
    this.part = part;
  }

  /** Finds the runs of a table. */
  static List<Log> of(Mapping mapping, Path table, String path) throws IOException {
    TableFormat format = Cells.format(mapping, table);
    if (format == null) {
      throw new IOException(table.getFileName() + " does not begin with names of columns");
    }
    int[] columns = new int[mapping.run().columns().size()];
    for (int i = 0; i < columns.length; i++) {
      String column = mapping.run().columns().get(i);
      columns[i] = format.columns().indexOf(column);
      if (columns[i] < 0) {
        throw new IOException(table.getFileName() + " has no column " + column);
      }
    }
    Map<String, PartLog> found = new LinkedHashMap<>();
    String name = String.valueOf(table.getFileName());
    try (TextStream.Opened opened = open(format, table)) {
      TableReader reader = new TableReader(opened.input(), format, opened.skipped());
      if (!opened.isAsInFile()) {
        throw new IOException(name + " is UTF-16; a table of several runs must be UTF-8");
      }
      if (format.beginning() == 0) {
        reader.next();
      }
      long index = 0;
      while (reader.next() && reader.isComplete()) {
        String own = mapping.run().isRow() ? "row " + ++index : values(reader, columns);
        found
            .computeIfAbsent(
                own, absent -> new PartLog(mapping, table, path, format, name + "/" + own))
            .add(reader);
      }
    }
    return List.copyOf(found.values());
  }

  private static TextStream.Opened open(TableFormat format, Path table) throws IOException {
    return format.beginning() == 0
        ? TextStream.open(table)
        : TextStream.openAt(table, format.beginning());
  }

  private static String values(TableReader reader, int[] columns) {
    List<String> values = new ArrayList<>();
    for (int column : columns) {
      values.add(column < reader.cells() ? reader.text(column) : "");
    }
    return String.join(", ", values);
  }

  private void add(TableReader reader) {
    long from = reader.offset();
    long to = reader.nextOffset();
    if (used > 0 && segments[used - 1] == from) {
      segments[used - 1] = to;
    } else {
      if (used == segments.length) {
        segments = Arrays.copyOf(segments, 2 * used);
      }
      segments[used++] = from;
      segments[used++] = to;
    }
    CRC32C row = new CRC32C();
    int start = reader.start(0);
    row.update(reader.bytes(), start, Math.max(0, reader.end(reader.cells() - 1) - start));
    checksum = 31 * checksum + row.getValue();
    rows++;
  }

  @Override
  public Role role() {
    return Role.PART;
  }

  @Override
  public Path folder() {
    return requireNonNull(table.getParent(), "a file has a folder");
  }

  @Override
  public String part() {
    return part;
  }

  @Override
  public List<Path> files() {
    return List.of(table);
  }

  @Override
  public String fingerprint() {
    return rows + "-" + Long.toHexString(checksum) + "-" + format.columns().hashCode();
  }

  @Override
  public Set<Path> exclusive() {
    return Set.of(table);
  }

  @Override
  public void read(RunLog out) throws IOException {
    List<String> names = format.columns();
    MetricTable.Columns columns = Cells.columns(mapping, names, out.zone());
    RowPoints points = new RowPoints(out, MetricKind.METRIC, Cells.stepKind(mapping));
    Map<String, String> parts = new LinkedHashMap<>();
    if (mapping.path() != null) {
      parts.putAll(Globs.parts(mapping.path(), path));
      parts.forEach(out::tag);
    }
    MappedLog.directions(mapping, out);
    out.status(mapping.status().word());
    long row = 0;
    for (int segment = 0; segment < used; segment += 2) {
      try (TextStream.Opened opened = TextStream.openAt(table, segments[segment])) {
        TableReader reader = new TableReader(opened.input(), format, segments[segment]);
        while (reader.next() && reader.offset() < segments[segment + 1]) {
          if (row == 0) {
            facts(reader, parts, out);
          }
          points(reader, columns, row++, points);
        }
      }
    }
    MappedLog.tell(mapping, parts, out);
    points.tellLeftOut(table);
  }

  /** Params and tags are what the first row says; the columns of the run are the same in all. */
  private void facts(TableReader reader, Map<String, String> parts, RunLog out) {
    List<String> names = format.columns();
    for (int cell = 0; cell < Math.min(names.size(), reader.cells()); cell++) {
      String name = names.get(cell);
      boolean isParam =
          mapping.paramColumns().contains(name) || mapping.run().columns().contains(name);
      if (!isParam && !mapping.tagColumns().contains(name)) {
        continue;
      }
      String text = reader.text(cell);
      String shown = mapping.rename().getOrDefault(name, name);
      parts.put(name, text);
      boolean isMissing = text.isEmpty() || text.equals("?") && ArffHeader.isNamedSo(table);
      if (isMissing) {
        continue;
      }
      if (mapping.tagColumns().contains(name)) {
        out.tag(shown, text);
      } else {
        out.param(shown, text, ParamOrigin.LOGGED);
      }
    }
  }

  private void points(TableReader reader, MetricTable.Columns columns, long row, RowPoints points) {
    long step = row;
    if (columns.step() != MetricTable.NONE) {
      long own = reader.whole(columns.step());
      step = own == TableReader.NO_WHOLE ? row : own;
    }
    int time = columns.time();
    long micros =
        time == MetricTable.NONE || time >= reader.cells()
            ? RunSink.NO_TIME
            : columns.clock().micros(reader, time);
    for (int cell = 0; cell < Math.min(columns.keys().size(), reader.cells()); cell++) {
      String key = columns.keys().get(cell);
      long bits = key == null ? TableReader.MISSING : reader.bits(cell);
      if (key == null || bits == TableReader.MISSING) {
        continue;
      }
      if (bits == TableReader.TEXT) {
        points.leaveOut(Problem.Kind.UNSUPPORTED, key, reader.text(cell));
      } else {
        points.number(key, step, micros, Double.longBitsToDouble(bits));
      }
    }
  }
}
