package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.read.parquet.ParquetColumn;
import dev.almanac.ingest.read.parquet.ParquetRows;
import dev.almanac.ingest.read.parquet.ParquetSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A Parquet file that is the table of one run, wide or long. */
final class ParquetTable {

  private final Mapping mapping;
  private final Path file;
  private final RunLog out;
  private final RowPoints points;

  ParquetTable(Mapping mapping, Path file, RunLog out) {
    this.mapping = mapping;
    this.file = file;
    this.out = out;
    this.points = new RowPoints(out, MetricKind.METRIC, Cells.stepKind(mapping));
  }

  /** Tells whether a file is named for Parquet. */
  static boolean isNamedSo(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
  }

  /** Takes in all rows. */
  void read() throws IOException {
    try (ParquetSession session = ParquetSession.open("local logs")) {
      List<ParquetColumn> columns = session.columns(file);
      List<String> names = columns.stream().map(ParquetColumn::name).toList();
      int step = index(names, mapping.step());
      int time = index(names, mapping.time());
      int key = index(names, mapping.key());
      int value = index(names, mapping.value());
      try (ParquetRows rows = session.read(file, names)) {
        ParquetCells cells = new ParquetCells(rows, mapping, out.zone());
        for (long row = 0; rows.next(); row++) {
          long own = step < 0 || rows.isNull(step) ? row : rows.integer(step);
          long micros = time < 0 ? RunSink.NO_TIME : cells.micros(time, columns.get(time).type());
          if (key >= 0 && value >= 0) {
            String name = rows.textOrEmpty(key);
            point(rows, value, mapping.rename().getOrDefault(name, name), own, micros);
          } else {
            wide(rows, names, columns, own, micros);
          }
        }
      }
    }
    points.tellLeftOut(file);
  }

  private void wide(
      ParquetRows rows, List<String> names, List<ParquetColumn> columns, long step, long micros)
      throws IOException {
    for (int column = 0; column < names.size(); column++) {
      String metric = Cells.metric(mapping, names.get(column));
      if (metric == null || rows.isNull(column)) {
        continue;
      }
      if (ParquetCells.isNumber(columns.get(column).type())) {
        point(rows, column, metric, step, micros);
      } else {
        points.leaveOut(Problem.Kind.UNSUPPORTED, metric, String.valueOf(rows.value(column)));
      }
    }
  }

  private void point(ParquetRows rows, int column, String key, long step, long micros)
      throws IOException {
    if (!rows.isNull(column)) {
      points.number(key, step, micros, rows.real(column));
    }
  }

  private static int index(List<String> names, @Nullable String name) {
    return name == null ? -1 : new ArrayList<>(names).indexOf(name);
  }
}
