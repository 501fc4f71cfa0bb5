package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.read.parquet.ParquetRows;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a mapping makes of the cells of Parquet files. */
final class ParquetCells {

  private static final Pattern NUMBERS =
      Pattern.compile(
          "U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|DOUBLE|FLOAT|DECIMAL\\(.*\\)|BOOLEAN");

  private final ParquetRows rows;
  private final Mapping mapping;
  private final ZoneId zone;

  ParquetCells(ParquetRows rows, Mapping mapping, ZoneId zone) {
    this.rows = rows;
    this.mapping = mapping;
    this.zone = zone;
  }

  /**
   * Returns the time that a cell of a column of this type means; {@link RunSink#NO_TIME} if none.
   */
  long micros(int column, String type) throws IOException {
    if (rows.isNull(column)) {
      return RunSink.NO_TIME;
    }
    if (type.startsWith("TIMESTAMP")) {
      Long micros = rows.micros(column);
      return micros == null || type.endsWith("ZONE") ? orNone(micros) : inZone(micros);
    }
    if (rows.value(column) instanceof LocalDate date) {
      return IsoTimes.micros(date.atStartOfDay(zone).toInstant());
    }
    return isNumber(type)
        ? Cells.micros(mapping.unit(), rows.real(column))
        : IsoTimes.micros(IsoTimes.instant(rows.text(column), zone));
  }

  private static long orNone(@Nullable Long micros) {
    return micros == null ? RunSink.NO_TIME : micros;
  }

  /** A time that was stored without a zone was read as if it were UTC. */
  private long inZone(long micros) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1_000,
            ZoneOffset.UTC);
    return IsoTimes.micros(time.atZone(zone).toInstant());
  }

  /** Tells whether a type of DuckDB is a number or a truth value. */
  static boolean isNumber(String type) {
    return NUMBERS.matcher(type).matches();
  }
}
