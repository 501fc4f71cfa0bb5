package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.logs.table.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes in the rows of one run of a table that holds several. */
final class PartReader {

  private static final int NONE = -1;

  /** Reported one by one; of more in one run only the number. */
  private static final int MAX_PROBLEMS = 20;

  private final Mapping mapping;
  private final Path table;
  private final Map<String, String> parts;
  private final RunLog out;
  private final RowPoints points;
  private long rows;
  private long defects;
  private List<String> names = List.of();
  private List<@Nullable String> metrics = List.of();
  private int step = NONE;
  private int time = NONE;
  private int key = NONE;
  private int value = NONE;

  /**
   * Prepares for the rows of a run.
   *
   * @param parts what templates may name; the cells of the first row that are params or tags are
   *     added
   */
  PartReader(Mapping mapping, Path table, Map<String, String> parts, RunLog out) {
    this.mapping = mapping;
    this.table = table;
    this.parts = parts;
    this.out = out;
    this.points = new RowPoints(out, MetricKind.METRIC, Cells.stepKind(mapping));
  }

  /** Takes in a row. */
  void take(PartRows row) throws IOException {
    if (rows == 0) {
      facts(row);
    }
    if (!row.defect().isEmpty() && defects++ < MAX_PROBLEMS) {
      out.problem(Problem.Kind.CORRUPT, table, row.from(), row.defect(), null);
    }
    points(row);
    rows++;
  }

  /** Says what was left out. */
  void finish() {
    if (defects > MAX_PROBLEMS) {
      String reason = defects - MAX_PROBLEMS + " more rows are like that";
      out.problem(Problem.Kind.CORRUPT, table, -1, reason, null);
    }
    points.tellLeftOut(table);
  }

  /** Params and tags are what the first row says; the columns of the run are the same in all. */
  private void facts(PartRows row) throws IOException {
    for (int cell = 0; cell < row.names().size(); cell++) {
      String name = row.names().get(cell);
      boolean isParam =
          mapping.paramColumns().contains(name) || mapping.run().columns().contains(name);
      if (!isParam && !mapping.tagColumns().contains(name)) {
        continue;
      }
      String text = row.text(cell);
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

  /** Takes in the points; a row that names no step has its own number. */
  private void points(PartRows row) throws IOException {
    if (row.names() != names) {
      look(row.names());
    }
    long own = step < 0 ? TableReader.NO_WHOLE : row.whole(step);
    long at = own == TableReader.NO_WHOLE ? rows : own;
    long micros = time < 0 ? RunSink.NO_TIME : row.micros(time);
    if (key >= 0 && value >= 0) {
      String name = row.text(key);
      point(row, value, mapping.rename().getOrDefault(name, name), at, micros);
      return;
    }
    for (int cell = 0; cell < metrics.size(); cell++) {
      point(row, cell, metrics.get(cell), at, micros);
    }
  }

  private void point(PartRows row, int cell, @Nullable String metric, long at, long micros)
      throws IOException {
    long bits = metric == null ? TableReader.MISSING : row.bits(cell);
    if (metric == null || bits == TableReader.MISSING) {
      return;
    }
    if (bits == TableReader.TEXT) {
      points.leaveOut(Problem.Kind.UNSUPPORTED, metric, row.text(cell));
    } else {
      points.number(metric, at, micros, Double.longBitsToDouble(bits));
    }
  }

  private void look(List<String> now) {
    names = now;
    step = index(mapping.step());
    time = index(mapping.time());
    key = index(mapping.key());
    value = index(mapping.value());
    metrics = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : now) {
      String metric = Cells.metric(mapping, name);
      metrics.add(metric != null && seen.add(metric) ? metric : null);
    }
  }

  private int index(@Nullable String column) {
    return column == null ? NONE : names.indexOf(column);
  }
}
