package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.table.MetricTable;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a mapping makes of the columns of tables. Pure. */
final class Cells {

  private Cells() {}

  /** Returns how a table is written, or null if it is none. */
  static @Nullable TableFormat format(Mapping mapping, Path table) throws IOException {
    TableFormat format =
        mapping.delimiter() == null || ArffHeader.isNamedSo(table)
            ? format(table)
            : TableFormat.of(table, mapping.delimiter().charAt(0));
    if (format != null && mapping.decimal() != null) {
      format =
          format.withDecimal(
              mapping.decimal().equals(",")
                  ? TableFormat.Decimal.COMMA
                  : TableFormat.Decimal.POINT);
    }
    return format;
  }

  /** Finds out how a table is written; null if it is none. */
  static @Nullable TableFormat format(Path table) throws IOException {
    TableFormat format = ArffHeader.isNamedSo(table) ? ArffHeader.read(table) : null;
    format = format == null ? CommentedTable.read(table) : format;
    return format == null ? TableFormat.of(table) : format;
  }

  /** Returns the metric that a column is, or null if it is none. */
  static @Nullable String metric(Mapping mapping, String column) {
    boolean isWanted =
        mapping.metricColumns().isEmpty() || mapping.metricColumns().contains(column);
    boolean isOther =
        column.isEmpty()
            || column.equals(mapping.step())
            || column.equals(mapping.time())
            || mapping.drop().contains(column)
            || mapping.paramColumns().contains(column)
            || mapping.tagColumns().contains(column)
            || mapping.run().columns().contains(column);
    return isWanted && !isOther ? mapping.rename().getOrDefault(column, column) : null;
  }

  /** Returns what the columns of a wide table are. */
  static MetricTable.Columns columns(Mapping mapping, List<String> names, ZoneId zone) {
    List<@Nullable String> keys = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      String key = metric(mapping, name);
      keys.add(key != null && seen.add(key) ? key : null);
    }
    int step = mapping.step() == null ? MetricTable.NONE : names.indexOf(mapping.step());
    int time = mapping.time() == null ? MetricTable.NONE : names.indexOf(mapping.time());
    return new MetricTable.Columns(step, time, clock(mapping, zone), keys);
  }

  /** Returns what steps count. */
  static StepKind stepKind(Mapping mapping) {
    return mapping.step() == null
        ? StepKind.ROW
        : StepKind.valueOf(mapping.stepKind().toUpperCase(Locale.ROOT));
  }

  /** Returns what reads the times of a table. */
  static MetricTable.Clock clock(Mapping mapping, ZoneId zone) {
    if (mapping.time() == null) {
      return MetricTable.Clock.NONE;
    }
    return (reader, cell) -> {
      if (mapping.unit() == Mapping.TimeUnit.ISO) {
        return IsoTimes.micros(IsoTimes.instant(GermanTimes.iso(reader.text(cell)), zone));
      }
      return micros(mapping.unit(), reader, cell);
    };
  }

  private static long micros(Mapping.TimeUnit unit, TableReader reader, int cell) {
    long whole = reader.whole(cell);
    if (whole != TableReader.NO_WHOLE) {
      return micros(unit, whole);
    }
    long bits = reader.bits(cell);
    return bits == TableReader.MISSING || bits == TableReader.TEXT
        ? RunSink.NO_TIME
        : micros(unit, Double.longBitsToDouble(bits));
  }

  private static long micros(Mapping.TimeUnit unit, long whole) {
    return switch (unit) {
      case NS -> Math.floorDiv(whole, 1_000L);
      case US -> whole;
      default -> micros(unit, (double) whole);
    };
  }

  /** Returns a time in microseconds. */
  static long micros(Mapping.TimeUnit unit, double value) {
    return switch (unit) {
      case MS -> IsoTimes.micros(value / 1e3);
      case US -> IsoTimes.micros(value / 1e6);
      case NS -> IsoTimes.micros(value / 1e9);
      default -> IsoTimes.micros(value);
    };
  }
}
