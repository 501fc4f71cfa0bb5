package dev.almanac.analyses.seedband;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import dev.almanac.analyses.convergence.BandPoint;
import dev.almanac.analyses.convergence.Curve;
import dev.almanac.analyses.convergence.CurveBand;
import dev.almanac.analyses.convergence.CurveCleaning;
import dev.almanac.analyses.convergence.LoggedPoints;
import dev.almanac.analyses.convergence.Thinning;
import dev.almanac.analyses.convergence.XAxis;
import dev.almanac.analyses.statistics.MeanInterval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One metric of one project: the runs of a configuration as they come, a band at its end. */
final class SeedBandKernel implements Kernel {

  private static final String METHOD = "curves of equal params, interpolated";
  private static final int LEAST_RUNS = 2;
  private static final int MOST_POINTS = 512;

  private final Scope scope;
  private final List<Curve> curves = new ArrayList<>();
  private @Nullable String configuration;
  private long configurations;
  private long read;
  private long otherAxis;
  private long withoutCurve;
  private long bands;
  private long used;

  SeedBandKernel(Scope scope) {
    this.scope = scope;
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    String next = requireNonNull(group.text("configuration"), "row without configuration");
    if (!next.equals(configuration)) {
      finishConfiguration(out);
      configuration = next;
      configurations = group.integers("n_configurations")[0];
      read++;
    }
    curves.add(
        CurveCleaning.clean(
            new LoggedPoints(
                group.integers("step"),
                LoggedPoints.seconds(group.instants("at")),
                group.numbers("value"))));
  }

  @Override
  public Outcome finish(ResultRows out) {
    finishConfiguration(out);
    out.exclude("configuration_beyond_50", configurations - read);
    out.exclude("run_other_x_axis", otherAxis);
    out.exclude("configuration_without_curves", withoutCurve);
    if (bands > 0) {
      return new Outcome(Outcome.Status.OK, null, null, METHOD, used);
    }
    return Outcome.insufficient(
        METHOD,
        used,
        read == 0
            ? "No two finished runs have equal params but for the seed: there is nothing to lay over"
                + " one another."
            : "The repeated runs have fewer than two places with this metric in common.");
  }

  private void finishConfiguration(ResultRows out) {
    if (configuration == null) {
      return;
    }
    XAxis axis = XAxis.commonest(curves.stream().map(Curve::axis).toList());
    List<Thinning> thinned =
        curves.stream()
            .filter(curve -> curve.axis() == axis && curve.size() > 0)
            .map(curve -> Thinning.ofWhole(curve, MOST_POINTS))
            .toList();
    otherAxis += curves.stream().filter(curve -> curve.axis() != axis).count();
    curves.clear();
    CurveBand band = CurveBand.of(thinned, LEAST_RUNS);
    if (band.points().size() < 2) {
      withoutCurve++;
      return;
    }
    bands++;
    used += thinned.size();
    double longest =
        thinned.stream().mapToDouble(curve -> curve.x()[curve.x().length - 1]).max().orElse(0);
    for (BandPoint point : band.points()) {
      add(axis, point, longest, out);
    }
  }

  private void add(XAxis axis, BandPoint point, double longest, ResultRows out) {
    MeanInterval mean = MeanInterval.of(point.n(), point.mean(), point.sd());
    out.add(
        SeedBandTables.SEED_BAND,
        scope.project(),
        scope.metricKey(),
        configuration,
        axis.word(),
        point.x(),
        known(longest > 0 ? point.x() / longest : Double.NaN),
        point.n(),
        known(mean.mean()),
        known(mean.low()),
        known(mean.high()),
        known(point.median()),
        known(point.low()),
        known(point.high()),
        known(point.iqm()),
        known(point.q25()),
        known(point.q75()),
        known(point.sd()));
  }

  private static @Nullable Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
