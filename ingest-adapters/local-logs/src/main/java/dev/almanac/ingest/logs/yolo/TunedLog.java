package dev.almanac.ingest.logs.yolo;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.table.RowRuns;
import dev.almanac.ingest.logs.table.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One iteration of YOLO's tuner: a row of {@code tune_results.csv}, the fitness first and then the
 * hyperparameters. The tuner numbers nothing, so the row's place is its name.
 */
final class TunedLog implements Log {

  private final Path table;
  private final RowRuns.Row row;

  TunedLog(Path table, RowRuns.Row row) {
    this.table = table;
    this.row = row;
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
    return "iteration " + (row.index() + 1);
  }

  @Override
  public List<Path> files() {
    return List.of(table);
  }

  @Override
  public String fingerprint() {
    return row.fingerprint();
  }

  @Override
  public void read(RunLog out) throws IOException {
    out.groupName(String.valueOf(folder().getFileName()));
    row.read(
        table,
        out,
        (name, reader, cell) -> {
          long bits = reader.bits(cell);
          if (name.equals("fitness") && bits != TableReader.TEXT && bits != TableReader.MISSING) {
            int key = out.key(MetricKind.METRIC, name);
            out.metric(
                MetricDefinition.steps(MetricKind.METRIC, name, StepKind.UNKNOWN)
                    .withDirection("max", "yolo tuner"));
            out.point(key, 0, RunSink.NO_TIME, Double.longBitsToDouble(bits));
          } else {
            out.param(name, reader.text(cell), ParamOrigin.SWEEP);
          }
        });
  }
}
