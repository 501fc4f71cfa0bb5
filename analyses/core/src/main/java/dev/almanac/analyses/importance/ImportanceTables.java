package dev.almanac.analyses.importance;

import dev.almanac.analyses.sensitivity.SensitivityTables;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * The tables of this analysis; {@code hp_importance} is shared with that of the variance shares.
 */
public final class ImportanceTables {

  /** One row a change on the way to the best run. */
  public static final TableSpec ABLATION =
      TableSpec.builder(
              "hp_ablation",
              "analysis_id",
              "Ways from an earlier run to the best one, the most useful change first, as a forest"
                  + " predicts it.")
          .text("analysis_id", "The analysis: analysis.analysis_id.")
          .text("path", "previous_best (the best run until the best one began), or first_run.")
          .integer("step", "Number of the change, from 1; 0 is the start.")
          .text("param_key", "The param; params that exist only together joined by ' + '.")
          .text("from_value", "Value at the start; (inactive) where the run does not have it.")
          .text("to_value", "Value of the best run.")
          .number("y_after", "Predicted metric after the change.")
          .number("gain", "Predicted improvement by it, above 0 if better.")
          .number("gain_sd", "Its standard deviation over the trees before and after.")
          .text("from_run_key", "The run at the start.")
          .text("to_run_key", "The best run.")
          .sortedBy("analysis_id", "path", "step");

  /** All of them. */
  static final List<TableSpec> ALL = List.of(SensitivityTables.IMPORTANCE, ABLATION);

  private ImportanceTables() {}
}
