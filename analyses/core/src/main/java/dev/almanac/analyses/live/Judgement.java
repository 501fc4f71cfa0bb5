package dev.almanac.analyses.live;

import dev.almanac.analyses.convergence.Curve;
import dev.almanac.analyses.convergence.CurveFeatures;
import dev.almanac.analyses.convergence.Divergence;
import dev.almanac.analyses.convergence.XAxis;
import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All that is said of one running run.
 *
 * @param pulse whether it is alive
 * @param rhythm how it logs; empty if it logged too little
 * @param step its last step; NaN without steps
 * @param value the level of its metric there; NaN without a finite value
 * @param lastFinite whether its last value is finite, or there is none
 * @param divergence whether and where it ran away
 * @param history how it stands among ended runs
 * @param projection where it will end; empty if that cannot be said
 * @param pastMedian median of the last values of the ended runs that got as far; NaN without any
 */
record Judgement(
    RunningRun run,
    Pulse pulse,
    Optional<Rhythm> rhythm,
    double step,
    double value,
    boolean lastFinite,
    Optional<Divergence> divergence,
    History history,
    Optional<Projection> projection,
    double pastMedian) {

  private static final double POOR = 10;
  private static final double BELOW = 25;
  private static final int ENOUGH_TO_KILL = 10;
  private static final double TELLING = 0.7;
  private static final double LEVEL_SHARE = 0.05;

  static Judgement of(RunningRun run, double now, double looked, String since) {
    Optional<Rhythm> rhythm = Rhythm.of(run.times());
    Pulse pulse =
        Pulse.of(
            run.lastSign(),
            run.signName(),
            looked,
            now,
            Buffering.of(run.tracker()),
            rhythm,
            since);
    Curve curve = run.curve().orElse(null);
    if (curve == null) {
      return new Judgement(
          run,
          pulse,
          rhythm,
          Double.NaN,
          Double.NaN,
          true,
          Optional.empty(),
          History.of(Double.NaN, run.direction(), run.past()),
          Optional.empty(),
          Double.NaN);
    }
    double value = level(curve);
    boolean lastFinite = curve.size() > 0 && curve.x()[curve.size() - 1] == curve.lastX();
    Optional<Divergence> divergence =
        CurveFeatures.of(curve, run.direction(), Optional.empty())
            .divergence()
            .filter(
                found ->
                    run.direction() != Direction.UNKNOWN
                        || found.kind() == Divergence.Kind.NON_FINITE);
    // A value that is not finite stands nowhere, whatever came before it.
    History history = History.of(lastFinite ? value : Double.NaN, run.direction(), run.past());
    return new Judgement(
        run,
        pulse,
        rhythm,
        curve.axis() == XAxis.STEP ? curve.lastX() : Double.NaN,
        value,
        lastFinite,
        divergence,
        history,
        divergence.isPresent() || !lastFinite
            ? Optional.empty()
            : Projection.of(curve, history.usualEnd()),
        OrderStatistics.quantile(
            run.past().stream()
                .mapToDouble(PastRun::finalValue)
                .filter(Double::isFinite)
                .sorted()
                .toArray(),
            0.5));
  }

  /** Says what to do. */
  Advice advice() {
    Advice.Verdict verdict =
        switch (pulse.state()) {
          case ALIVE -> Advice.Verdict.KEEP;
          case STALE, UNSEEN -> Advice.Verdict.WATCH;
          case CRASHED -> Advice.Verdict.KILL;
        };
    String ended =
        pulse.state() == Pulse.State.CRASHED
            ? " The tracker still calls it running: mark it as ended."
            : "";
    Advice course = course();
    return new Advice(
        worse(verdict, course.verdict()),
        pulse.evidence() + ended + (course.evidence().isEmpty() ? "" : " " + course.evidence()));
  }

  /** Says what its values alone speak for, whether it is alive or not. */
  Advice course() {
    List<String> reasons = new ArrayList<>();
    Advice.Verdict verdict = brokenness(reasons);
    verdict = worse(verdict, standing(reasons));
    projection.ifPresent(found -> reasons.add(projected(found)));
    return new Advice(verdict, String.join(" ", reasons));
  }

  private Advice.Verdict brokenness(List<String> reasons) {
    String metric = String.valueOf(run.metricKey());
    if (!lastFinite) {
      reasons.add(metric + " is not finite at its last step.");
      return Advice.Verdict.KILL;
    }
    if (run.brokenLoss() != null) {
      reasons.add(run.brokenLoss() + " is not finite at its last step.");
      return Advice.Verdict.KILL;
    }
    if (divergence.isPresent()) {
      Divergence found = divergence.get();
      boolean gone =
          found.kind() == Divergence.Kind.LOSS_SPIKE || found.kind() == Divergence.Kind.ABOVE_CAP;
      reasons.add(metric + diverged(found));
      return gone ? Advice.Verdict.KILL : Advice.Verdict.WATCH;
    }
    if (run.brokenOther() != null) {
      reasons.add(run.brokenOther() + " is not finite at its last step.");
      return Advice.Verdict.WATCH;
    }
    return Advice.Verdict.KEEP;
  }

  private static String diverged(Divergence found) {
    String from = " from step " + number(found.x()) + " on.";
    return switch (found.kind()) {
      case NON_FINITE -> " was not finite at step " + number(found.x()) + ", and is finite again.";
      case ABOVE_START -> " is worse than where it began, clearly beyond its noise," + from;
      case LOSS_SPIKE -> " jumped to twice its level and stayed up," + from;
      case ABOVE_CAP -> " ran away," + from;
    };
  }

  private Advice.Verdict standing(List<String> reasons) {
    if (run.metricKey() == null) {
      reasons.add("No metric was logged yet.");
      return Advice.Verdict.KEEP;
    }
    if (run.direction() == Direction.UNKNOWN) {
      reasons.add(
          "Which direction of "
              + run.metricKey()
              + " is better is not known, so it is not compared: declare it in almanac.yaml.");
      return Advice.Verdict.KEEP;
    }
    if (!lastFinite) {
      return Advice.Verdict.KEEP;
    }
    if (Double.isNaN(history.percentile())) {
      reasons.add(
          history.runs() == 0
              ? "No ended run of the project got as far, so there is nothing to compare with."
              : "Only " + counted(history.runs()) + " got as far, too few to compare with.");
      return Advice.Verdict.KEEP;
    }
    reasons.add(
        String.format(
            Locale.ROOT,
            "At step %s, %s = %s is better than %.0f%% of %s.",
            number(step),
            run.metricKey(),
            number(value),
            history.percentile(),
            counted(history.runs())));
    if (history.percentile() > BELOW) {
      return Advice.Verdict.KEEP;
    }
    boolean telling = history.rankCorrelation() >= TELLING;
    boolean poor = history.percentile() <= POOR && history.runs() >= ENOUGH_TO_KILL;
    if (poor && telling && !mayCatchUp()) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "Rank at this step went with the final rank (Spearman %.2f), so it will hardly catch up.",
              history.rankCorrelation()));
      return Advice.Verdict.KILL;
    }
    return Advice.Verdict.WATCH;
  }

  /** Tells whether the better end of the forecast reaches the middle of what ended runs reached. */
  private boolean mayCatchUp() {
    if (projection.isEmpty() || !projection.get().extrapolates() || Double.isNaN(pastMedian)) {
      return false;
    }
    double sign = run.direction().sign();
    double better = sign > 0 ? projection.get().low() : projection.get().high();
    return sign * better <= sign * pastMedian;
  }

  private String projected(Projection found) {
    String interval =
        Double.isNaN(found.low())
            ? ""
            : " (90% interval " + number(found.low()) + " to " + number(found.high()) + ")";
    return (found.extrapolates()
            ? "Forecast at step "
            : "No better forecast than its last value; at step ")
        + number(found.step())
        + ", where such runs usually end: "
        + number(found.value())
        + interval
        + ".";
  }

  private static Advice.Verdict worse(Advice.Verdict a, Advice.Verdict b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static String counted(int runs) {
    return runs == 1 ? "1 ended run" : String.format(Locale.ROOT, "%,d ended runs", runs);
  }

  /** The same level as that of ended runs: the median of the last 5 % of the steps. */
  private static double level(Curve curve) {
    if (curve.size() == 0) {
      return Double.NaN;
    }
    double last = curve.lastX();
    double from = last - LEVEL_SHARE * (last - curve.firstX());
    double[] near = new double[curve.size()];
    int count = 0;
    for (int index = 0; index < curve.size(); index++) {
      if (curve.x()[index] > from) {
        near[count++] = curve.y()[index];
      }
    }
    if (count == 0) {
      return curve.y()[curve.size() - 1];
    }
    double[] sorted = Arrays.copyOf(near, count);
    Arrays.sort(sorted);
    return OrderStatistics.quantile(sorted, 0.5);
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
