package dev.almanac.ingest.logs.mapped;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One of the runs that a table holds: a row, or the rows with equal cells in some columns. Where
 * its rows lie is found in one pass over the table, so that reading it reads nothing else.
 */
final class PartLog implements Log {

  private final Mapping mapping;
  private final PartTable table;
  private final String path;
  private final String part;
  private String strayed = "";
  private long[] segments = new long[4];
  private int used;
  private long rows;
  private long checksum;

  private PartLog(Mapping mapping, PartTable table, String path, String part) {
    this.mapping = mapping;
    this.table = table;
    this.path = path;
    this.part = part;
  }

  /** Finds the runs of a table. */
  static List<Log> of(Mapping mapping, Path file, String path) throws IOException {
    PartTable table = PartTable.of(mapping, file);
    Map<String, PartLog> found = new LinkedHashMap<>();
    String name = String.valueOf(file.getFileName());
    PartName own = new PartName(mapping.run());
    long strays = 0;
    String firstStray = "";
    try (PartRows rows = table.open()) {
      while (rows.next()) {
        String run = own.of(rows);
        if (run == null) {
          firstStray = strays++ == 0 ? "the first at " + rows.from() : firstStray;
        } else {
          found
              .computeIfAbsent(run, absent -> new PartLog(mapping, table, path, name + "/" + run))
              .add(rows);
        }
      }
    }
    if (strays > 0 && found.isEmpty()) {
      throw new IOException(name + " has no column " + String.join(" and ", own.missing()));
    }
    if (strays > 0) {
      found.values().iterator().next().strayed =
          strays + " rows are left out, " + firstStray + ": they do not say which run they are of";
    }
    return List.copyOf(found.values());
  }

  private void add(PartRows row) throws IOException {
    if (used > 0 && segments[used - 1] == row.from()) {
      segments[used - 1] = row.to();
    } else {
      if (used == segments.length) {
        segments = Arrays.copyOf(segments, 2 * used);
      }
      segments[used++] = row.from();
      segments[used++] = row.to();
    }
    checksum = 31 * checksum + row.checksum();
    rows++;
  }

  @Override
  public Role role() {
    return Role.PART;
  }

  @Override
  public Path folder() {
    return requireNonNull(table.file().getParent(), "a file has a folder");
  }

  @Override
  public String part() {
    return part;
  }

  @Override
  public List<Path> files() {
    return List.of(table.file());
  }

  @Override
  public String fingerprint() {
    return rows + "-" + Long.toHexString(checksum) + "-" + table.columns().hashCode();
  }

  @Override
  public Set<Path> exclusive() {
    return Set.of(table.file());
  }

  @Override
  public void read(RunLog out) throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    if (mapping.path() != null) {
      parts.putAll(Globs.parts(mapping.path(), path));
      parts.forEach(out::tag);
    }
    MappedLog.directions(mapping, out);
    out.status(mapping.status().word());
    PartReader reader = new PartReader(mapping, table.file(), parts, out);
    for (int segment = 0; segment < used; ) {
      int end = table.isSeekable() ? segment + 2 : used;
      try (PartRows cells = table.open(out.zone(), segments[segment])) {
        read(cells, segment, end, reader);
      }
      segment = end;
    }
    if (!strayed.isEmpty()) {
      out.problem(Problem.Kind.CORRUPT, table.file(), -1, strayed, null);
    }
    MappedLog.tell(mapping, parts, out);
    reader.finish();
  }

  private void read(PartRows cells, int from, int end, PartReader reader) throws IOException {
    int segment = from;
    while (segment < end && cells.next()) {
      if (cells.from() >= segments[segment]) {
        reader.take(cells);
      }
      if (cells.to() >= segments[segment + 1]) {
        segment += 2;
      }
    }
  }
}
