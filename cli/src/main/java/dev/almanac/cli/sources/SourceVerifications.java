package dev.almanac.cli.sources;

import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.output.ResultColumn;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.cli.terminal.ProgressLine;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.sync.Difference;
import dev.almanac.warehouse.sync.SyncReport.Outcome;
import dev.almanac.warehouse.sync.Verification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code almanac sync --verify}: compares sources with the warehouse and lists what differs. */
public final class SourceVerifications {

  private static final List<ResultColumn> COLUMNS =
      List.of(
          ListCursor.text("source"),
          ListCursor.text("table"),
          ListCursor.text("run_key"),
          ListCursor.bigint("in_source"),
          ListCursor.bigint("in_warehouse"),
          ListCursor.text("what"));

  private final Workplace workplace;
  private final Warehouse warehouse;
  private final List<List<? extends @Nullable Object>> rows = new ArrayList<>();
  private boolean failed;

  /** Creates them for a warehouse that is open. */
  public SourceVerifications(Workplace workplace, Warehouse warehouse) {
    this.workplace = workplace;
    this.warehouse = warehouse;
  }

  /** Verifies sources under their names in the warehouse; returns the exit code. */
  public int run(List<SourceSpec> sources, @Nullable Format format) throws IOException {
    for (SourceSpec source : sources) {
      verify(source);
    }
    new ResultOutput(workplace.surroundings(), format, null).write(new ListCursor(COLUMNS, rows));
    return failed || !rows.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
  }

  private void verify(SourceSpec spec) {
    try (ProgressLine line = workplace.progress();
        RunSource source = Adapters.open(spec)) {
      Verification verification =
          new Verification(
              warehouse,
              state ->
                  line.show(
                      "Verifying " + spec.name(),
                      String.format(
                          Locale.ROOT, "%,d runs, %,d points", state.runsDone(), state.points())));
      Verification.Result result = verification.run(source);
      line.close();
      if (result.report().outcome() != Outcome.COMPLETE) {
        failed = true;
        workplace.error(spec.name() + ": " + result.report().reason());
      }
      for (Difference each : result.differences()) {
        rows.add(
            List.of(
                spec.name(),
                each.table(),
                each.runKey(),
                each.inSource(),
                each.inWarehouse(),
                each.what()));
      }
      workplace.note(
          result.differences().isEmpty()
              ? spec.name() + ": " + result.runs() + " runs, all equal"
              : spec.name()
                  + ": "
                  + result.differences().size()
                  + " differences in "
                  + result.runs()
                  + " runs; almanac sync --reread reads them again");
    } catch (IOException exception) {
      failed = true;
      String message = exception.getMessage();
      workplace.error(spec.name() + ": " + (message == null ? exception.toString() : message));
    }
  }
}
