package dev.almanac.analyses.seedband;

import dev.almanac.warehouse.schema.TableSpec;

/** The table of the bands over seeds. */
public final class SeedBandTables {

  /** One row a metric, configuration and place on the x axis. */
  public static final TableSpec SEED_BAND =
      TableSpec.builder(
              "seed_band",
              "analysis_id",
              "Curves of each configuration over its seeds: mean, median and their intervals at up to"
                  + " 200 places.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("configuration", "As in repeated_configuration.")
          .text("x_axis", "step, time or ordinal.")
          .number("x", "The place.")
          .number("x_share", "The place as a share of the longest run's last x.")
          .bigint("n", "Runs that reach over it.")
          .number("mean", "Mean over these runs, each interpolated between its points.")
          .number(
              "mean_low", "Lower end of the mean's 95 % interval (Student's t); NULL of one run.")
          .number("mean_high", "Upper end of it.")
          .number("median", "Median.")
          .number(
              "median_low", "Lower end of the median's 95 % interval by ranks; NULL below 6 runs.")
          .number("median_high", "Upper end of it.")
          .number("iqm", "Mean of the middle half.")
          .number("q25", "25 % quantile.")
          .number("q75", "75 % quantile.")
          .number("sd", "Sd over the runs.")
          .sortedBy("project", "metric_key", "configuration", "x");

  private SeedBandTables() {}
}
