package dev.almanac.analyses.pooling;

import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.statistics.FalseDiscovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Writes the effects of params in each project and pooled. */
final class PooledRows {

  /** Fewer studies are listed, not pooled: two cannot tell how much projects differ. */
  private static final int LEAST_STUDIES = 3;

  /** From this share of scatter between projects on, one number does not stand for them. */
  private static final double MOST_SCATTER = 0.75;

  private static final double Z95 = 1.959963984540054;

  private final Estimator estimator;
  private final ResultRows out;
  private final List<Held> held = new ArrayList<>();

  PooledRows(Estimator estimator, ResultRows out) {
    this.estimator = estimator;
    this.out = out;
  }

  /** Returns how many effects were pooled. */
  int pooled() {
    return held.size();
  }

  /** Writes the pooled effects, now that all are known that their p-values are adjusted for. */
  void finish() {
    double[] p =
        held.stream()
            .mapToDouble(
                each -> each.effect().isTested() ? each.result().probability() : Double.NaN)
            .toArray();
    double[] adjusted = FalseDiscovery.adjustedDependent(p);
    for (int index = 0; index < p.length; index++) {
      write(held.get(index), known(p[index]), known(adjusted[index]));
    }
  }

  /** A pooled effect that waits for the others. */
  private record Held(ParamAcross across, Effect effect, Pooled result, int listed) {}

  /** Writes all effects of one param. */
  void write(ParamAcross across, @Nullable Tunability tunability) {
    write(across, Effect.IMPORTANCE_LOGIT, studies(across, ShareEffect::of));
    if (across.isNumeric()) {
      write(
          across,
          across.isLog() ? Effect.SLOPE_PER_DOUBLING : Effect.SLOPE_PER_RANGE,
          studies(across, (project, param) -> SlopeEffect.of(across, project, param)));
      write(across, Effect.SPEARMAN_Z, studies(across, RankEffect::of));
    }
    if (tunability != null) {
      write(across, Effect.TUNABILITY_SD, gains(across, tunability, project -> 1));
      write(
          across,
          Effect.TUNABILITY_NOISE,
          gains(across, tunability, project -> project.spread() / project.noise()));
      write(across, Effect.TUNABILITY_METRIC, gains(across, tunability, ProjectFacts::spread));
    }
  }

  private interface Measure {
    StudyEffect of(ProjectFacts project, ParamFacts param);
  }

  private static List<StudyEffect> studies(ParamAcross across, Measure measure) {
    List<StudyEffect> studies = new ArrayList<>();
    for (Map.Entry<String, ParamFacts> entry : across.params().entrySet()) {
      studies.add(measure.of(across.project(entry), entry.getValue()));
    }
    return studies;
  }

  private static List<StudyEffect> gains(
      ParamAcross across, Tunability tunability, ToDoubleFunction<ProjectFacts> unit) {
    List<StudyEffect> studies = new ArrayList<>();
    for (Map.Entry<String, ParamFacts> entry : across.params().entrySet()) {
      ProjectFacts project = across.project(entry);
      Tunability.Gain gain = tunability.gains().get(entry.getKey());
      double factor = unit.applyAsDouble(project);
      if (gain == null) {
        studies.add(StudyEffect.none(project, entry.getValue(), "no curve along the param"));
      } else if (!Double.isFinite(factor)) {
        studies.add(
            StudyEffect.none(project, entry.getValue(), "seed noise of the metric unknown or 0"));
      } else {
        studies.add(
            StudyEffect.of(project, entry.getValue(), gain.sd() * factor, gain.error() * factor));
      }
    }
    return studies;
  }

  private void write(ParamAcross across, Effect effect, List<StudyEffect> studies) {
    List<StudyEffect> usable = studies.stream().filter(StudyEffect::isPoolable).toList();
    String obstacle = obstacle(effect, usable);
    Pooled result =
        obstacle == null
            ? RandomEffects.pool(usable.stream().map(StudyEffect::study).toList(), estimator)
            : null;
    int listed = studies.size() - usable.size();
    if (result == null) {
      writeListed(across, effect, usable.size(), obstacle, listed);
    } else {
      held.add(new Held(across, effect, result, listed));
    }
    double[] shares =
        result == null
            ? new double[0]
            : RandomEffects.shares(usable.stream().map(StudyEffect::study).toList(), result.tau2());
    for (StudyEffect study : studies) {
      int at = usable.indexOf(study);
      write(across, effect, study, at >= 0 && shares.length > 0 ? shares[at] : null);
    }
  }

  private static @Nullable String obstacle(Effect effect, List<StudyEffect> usable) {
    if (usable.size() < LEAST_STUDIES) {
      return usable.size()
          + (usable.size() == 1 ? " project" : " projects")
          + " with an estimate; "
          + LEAST_STUDIES
          + " are the least to pool";
    }
    long metrics = usable.stream().map(study -> study.project().metric()).distinct().count();
    return effect == Effect.TUNABILITY_METRIC && metrics > 1
        ? "the projects are judged by " + metrics + " different metrics"
        : null;
  }

  private void writeListed(
      ParamAcross across, Effect effect, int k, @Nullable String reason, int listed) {
    out.add(
        PoolingTables.POOLED,
        across.key(),
        effect.word(),
        k,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        estimator.word(),
        null,
        null,
        "listed",
        reason,
        false,
        effect.unit(),
        null,
        null,
        null,
        null,
        null,
        listed,
        null,
        null);
  }

  private void write(Held pooled, @Nullable Double p, @Nullable Double adjusted) {
    Effect effect = pooled.effect();
    Pooled result = pooled.result();
    boolean differs = result.i2() > MOST_SCATTER;
    out.add(
        PoolingTables.POOLED,
        pooled.across().key(),
        effect.word(),
        result.k(),
        result.mean(),
        result.low(),
        result.high(),
        result.predictionLow(),
        result.predictionHigh(),
        result.tau2(),
        result.q(),
        result.qProbability(),
        result.i2(),
        estimator.word(),
        result.standardError(),
        result.h2(),
        differs ? "differs" : "pooled",
        differs ? "differs between projects: no single number holds" : null,
        !differs,
        effect.unit(),
        effect.natural(result.mean()),
        effect.natural(result.low()),
        effect.natural(result.high()),
        effect.natural(result.predictionLow()),
        effect.natural(result.predictionHigh()),
        pooled.listed(),
        p,
        adjusted);
  }

  private void write(ParamAcross across, Effect effect, StudyEffect study, @Nullable Double share) {
    double reach = Z95 * Math.sqrt(study.variance());
    out.add(
        PoolingTables.STUDY,
        across.key(),
        study.project().project(),
        known(study.value()),
        known(study.variance()),
        share,
        study.project().source(),
        effect.word(),
        study.project().metric(),
        study.logged(),
        known(study.value() - reach),
        known(study.value() + reach),
        known(effect.natural(study.value())),
        known(effect.natural(study.value() - reach)),
        known(effect.natural(study.value() + reach)),
        study.reason());
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
