package dev.almanac.analyses.projection;

import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.curvefit.Family;
import dev.almanac.analyses.curvefit.FamilyForecast;
import dev.almanac.analyses.curvefit.FittedCurve;
import dev.almanac.analyses.curvefit.Forecast;
import org.jspecify.annotations.Nullable;

/** Writes forecasts. */
final class ProjectionRows {

  private static final String ENSEMBLE = "ensemble";

  private final String project;
  private final @Nullable String metricKey;
  private final ResultRows out;

  ProjectionRows(String project, @Nullable String metricKey, ResultRows out) {
    this.project = project;
    this.metricKey = metricKey;
    this.out = out;
  }

  void add(ProjectedRun run, Horizons.Horizon horizon, Forecast forecast, ForecastTrials trials) {
    for (FamilyForecast family : forecast.families()) {
      addFamily(run, horizon, forecast, family);
    }
    addEnsemble(run, horizon, forecast, trials);
  }

  private void addFamily(
      ProjectedRun run, Horizons.Horizon horizon, Forecast forecast, FamilyForecast said) {
    FittedCurve fit = said.fit();
    out.add(
        ProjectionTables.CURVE_FIT,
        run.runKey(),
        project,
        metricKey,
        fit.family().word(),
        known(fit.p1()),
        known(fit.p2()),
        known(fit.p3()),
        known(fit.p4()),
        known(fit.rmse()),
        known(said.holdoutError()),
        known(said.lastError()),
        known(fit.aicc()),
        said.weight(),
        known(fit.asymptote()),
        horizon.x(),
        known(said.value()),
        null,
        null,
        fit.converged(),
        said.speaks() && (forecast.extrapolates() || fit.family() == Family.LAST1),
        said.silence(),
        known(said.trialError()),
        known(said.trialLastError()),
        run.axis().word(),
        fit.uOrigin(),
        fit.uUnit(),
        forecast.lastStep(),
        forecast.lastValue(),
        horizon.word(),
        forecast.points(),
        forecast.merged(),
        forecast.warmUp(),
        null,
        null);
  }

  private void addEnsemble(
      ProjectedRun run, Horizons.Horizon horizon, Forecast forecast, ForecastTrials trials) {
    FamilyForecast leading = forecast.leading();
    out.add(
        ProjectionTables.CURVE_FIT,
        run.runKey(),
        project,
        metricKey,
        ENSEMBLE,
        null,
        null,
        null,
        null,
        null,
        known(leading.holdoutError()),
        known(leading.lastError()),
        null,
        1.0,
        null,
        horizon.x(),
        known(forecast.value()),
        known(forecast.low()),
        known(forecast.high()),
        true,
        forecast.extrapolates(),
        forecast.silence(),
        known(leading.trialError()),
        known(leading.trialLastError()),
        run.axis().word(),
        leading.fit().uOrigin(),
        leading.fit().uUnit(),
        forecast.lastStep(),
        forecast.lastValue(),
        horizon.word(),
        forecast.points(),
        forecast.merged(),
        forecast.warmUp(),
        known(trials.coverage()),
        trials.count());
  }

  void add(double observed, ForecastTrials trials) {
    out.add(
        ProjectionTables.FORECAST_BACKTEST,
        project,
        metricKey,
        observed,
        trials.trials().size(),
        trials.extrapolated(),
        known(trials.error()),
        known(trials.lastError()),
        trials.speaks(),
        known(trials.coverageBefore()),
        known(trials.widening("")),
        known(trials.coverage()));
  }

  private static @Nullable Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
