package dev.almanac.analyses.search;

import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.comparison.ExpectedBest;
import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.search.ParamHistory.Contrast;
import dev.almanac.analyses.search.RankTests.Finding;
import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.statistics.FalseDiscovery;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes answers to {@link SearchTables}, with p-values adjusted over all of them. */
final class SearchRows {
  private final ResultRows out;

  private SearchRows(ResultRows out) {
    this.out = out;
  }

  static void write(List<SweepAnswer> answers, ResultRows out) {
    SearchRows writer = new SearchRows(out);
    double[] trends =
        adjusted(
            answers, each -> each.histories().stream().mapToDouble(h -> h.time().finding().p()));
    double[] tops =
        adjusted(
            answers,
            each ->
                each.histories().stream()
                    .mapToDouble(h -> h.top().map(top -> top.finding().p()).orElse(Double.NaN)));
    double[] edges = adjusted(answers, each -> each.edges().stream().mapToDouble(EdgePressure::p));
    int row = 0;
    for (SweepAnswer answer : answers) {
      writer.summary(answer);
      for (int param = 0; param < answer.histories().size(); param++) {
        writer.param(answer, param, trends[row], tops[row], edges[row]);
        writer.choices(answer, answer.histories().get(param).param());
        row++;
      }
      writer.progress(answer);
      writer.expectedBest(answer);
    }
  }

  private static double[] adjusted(
      List<SweepAnswer> answers, Function<SweepAnswer, DoubleStream> p) {
    return FalseDiscovery.adjusted(answers.stream().flatMapToDouble(p).toArray());
  }

  private void summary(SweepAnswer answer) {
    Sweep sweep = answer.sweep();
    Progress progress = answer.progress();
    List<Trial> trials = sweep.trials();
    int used = sweep.used().size();
    boolean hasParams = !sweep.table().params().isEmpty();
    Optional<Trial> best = sweep.best();
    double toBest =
        progress.bestTrial() == 0
            ? Double.NaN
            : progress.steps().get(progress.bestTrial() - 1).seconds();
    boolean isTimed = trials.stream().anyMatch(trial -> !Double.isNaN(trial.seconds()));
    Finding valueTrend = valueTrend(sweep);
    out.add(
        SearchTables.SUMMARY,
        sweep.name(),
        trials.size(),
        used,
        count(trials, "failed", "crashed"),
        count(trials, "killed"),
        count(trials, "running", "scheduled"),
        sweep.isOrderedByStart() ? "started_at" : "run_key",
        known(best.map(Trial::value).orElse(Double.NaN)),
        best.map(Trial::key).orElse(null),
        positive(progress.bestTrial()),
        progress.bestTrial() == 0 ? null : progress.improvements(),
        progress.bestTrial() == 0 ? null : used - progress.bestTrial(),
        progress.bestTrial() == 0 ? null : (double) progress.bestTrial() / used,
        positive(progress.toNinety()),
        known(progress.gain()),
        known(valueTrend.effect()),
        known(valueTrend.p()),
        isTimed ? seconds(trials) : null,
        (int) trials.stream().filter(trial -> !Double.isNaN(trial.seconds())).count(),
        isTimed ? known(toBest) : null,
        isTimed ? seconds(trials.stream().filter(SearchRows::isUnfinished).toList()) : null,
        sweep.table().params().size(),
        hasParams ? answer.repeats().configurations() : null,
        hasParams ? answer.repeats().repeats() : null,
        hasParams ? answer.repeats().exact() : null,
        hasParams && isTimed ? answer.repeats().exactSeconds() : null,
        known(Arrays.stream(answer.coverage().params()).average().orElse(Double.NaN)),
        known(answer.coverage().pairs()),
        known(answer.coverage().pairsAtRandom()),
        used < SearchKernel.LEAST_RUNS ? "insufficient" : "ok",
        reason(sweep, used));
  }

  private static @Nullable String reason(Sweep sweep, int used) {
    if (used < SearchKernel.LEAST_RUNS) {
      return "%d runs with a value; %d are the least".formatted(used, SearchKernel.LEAST_RUNS);
    }
    if (sweep.goal() == Goal.UNKNOWN) {
      return "which value is best is not known without a direction";
    }
    if (used < Sweep.LEAST_FOR_TOP) {
      return "%d runs with a value; the best tenth takes %d".formatted(used, Sweep.LEAST_FOR_TOP);
    }
    return sweep.top().isEmpty() ? "too many runs share the best values for a best tenth" : null;
  }

  /** Whether later trials are better; above 0 if they are. */
  private static Finding valueTrend(Sweep sweep) {
    double sign = sweep.goal() == Goal.MINIMIZE ? -1 : 1;
    return sweep.goal() == Goal.UNKNOWN
        ? Finding.NONE
        : RankTests.trend(
            sweep.used().stream().mapToDouble(trial -> sign * trial.value()).toArray(),
            ParamHistory.LEAST_FOR_TREND);
  }

  private static boolean isUnfinished(Trial trial) {
    return List.of("failed", "crashed", "killed").contains(trial.status());
  }

  private static int count(List<Trial> trials, String... statuses) {
    List<String> wanted = List.of(statuses);
    return (int) trials.stream().filter(trial -> wanted.contains(trial.status())).count();
  }

  private static double seconds(List<Trial> trials) {
    return trials.stream().mapToDouble(Trial::seconds).filter(s -> !Double.isNaN(s)).sum();
  }

  private void param(SweepAnswer answer, int index, double trendP, double topP, double edgeP) {
    ParamHistory history = answer.histories().get(index);
    EdgePressure edge = answer.edges().get(index);
    ParamColumn param = history.param();
    boolean isNumber = param.type().isNumeric();
    Contrast time = history.time();
    boolean presses = edge.presses(edgeP);
    Optional<Contrast> top = history.top();
    out.add(
        SearchTables.PARAM,
        answer.sweep().name(),
        param.key(),
        word(param.type()),
        isNumber ? word(param.scale()) : null,
        known(param.space().low()),
        known(param.space().high()),
        word(param.origin()),
        history.n(),
        param.distinctCount(),
        text(time.choice()),
        known(time.parts()[0]),
        known(time.parts()[1]),
        known(time.parts()[2]),
        known(time.finding().effect()),
        known(time.finding().p()),
        known(trendP),
        known(history.spreadEarly()),
        known(history.spreadLate()),
        text(top.map(Contrast::choice).orElse("")),
        top.map(Contrast::runs).orElse(null),
        known(top.map(each -> each.parts()[0]).orElse(Double.NaN)),
        known(top.map(each -> each.parts()[1]).orElse(Double.NaN)),
        known(history.topQuartiles()[0]),
        known(history.topQuartiles()[1]),
        known(top.map(each -> each.finding().effect()).orElse(Double.NaN)),
        known(top.map(each -> each.finding().p()).orElse(Double.NaN)),
        known(topP),
        bestText(answer.sweep(), param),
        presses ? word(edge.end()) : null,
        known(edge.shareTop()),
        known(edge.shareOther()),
        known(edgeP),
        presses ? known(edge.widened(param)) : null,
        presses ? note(edge, param) : null,
        answer.coverage().params()[index]);
  }

  private static @Nullable String bestText(Sweep sweep, ParamColumn param) {
    double value = sweep.best().map(trial -> param.value(trial.row())).orElse(Double.NaN);
    if (Double.isNaN(value)) {
      return null;
    }
    if (!param.type().isNumeric()) {
      return param.space().choices().get((int) value);
    }
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return isWhole ? Long.toString((long) value) : Double.toString(value);
  }

  private static String note(EdgePressure edge, ParamColumn param) {
    String where = edge.bestIsThere() ? "the best run is there, too" : "the best run is not";
    return edge.isNatural(param)
        ? where + "; there may be no values beyond this end"
        : where + "; the outermost good value is " + number(edge.outermost());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  private void choices(SweepAnswer answer, ParamColumn param) {
    Sweep sweep = answer.sweep();
    List<Trial> trials =
        sweep.trials().stream().filter(t -> !Double.isNaN(param.value(t.row()))).toList();
    double[] values = Sweep.values(param, trials);
    int parts = values.length < 50 ? 3 : 10;
    double[][] cut = ParamHistory.parts(values, parts);
    for (int part = 0; part < parts; part++) {
      choice(sweep, param, "order", part + 1, parts, cut[part]);
    }
    choice(sweep, param, "all", 1, 1, values);
    choice(sweep, param, "top", 1, 1, Sweep.values(param, answer.top()));
  }

  private void choice(
      Sweep sweep, ParamColumn param, String part, int number, int parts, double[] values) {
    if (values.length == 0) {
      return;
    }
    if (param.type().isNumeric()) {
      out.add(
          SearchTables.CHOICE,
          sweep.name(),
          param.key(),
          part,
          number,
          parts,
          null,
          null,
          ParamHistory.median(values),
          ParamHistory.quantile(values, 0.25),
          ParamHistory.quantile(values, 0.75),
          values.length);
      return;
    }
    List<String> choices = param.space().choices();
    for (int index = 0; index < choices.size(); index++) {
      int wanted = index;
      long hits = Arrays.stream(values).filter(value -> value == wanted).count();
      out.add(
          SearchTables.CHOICE,
          sweep.name(),
          param.key(),
          part,
          number,
          parts,
          choices.get(index),
          (double) hits / values.length,
          null,
          null,
          null,
          values.length);
    }
  }

  private void progress(SweepAnswer answer) {
    for (int place : answer.progress().places()) {
      Progress.Step step = answer.progress().steps().get(place - 1);
      long start = step.trial().start();
      out.add(
          SearchTables.PROGRESS,
          answer.sweep().name(),
          place,
          step.trial().key(),
          start == 0 ? null : Instant.ofEpochMilli(start),
          step.trial().value(),
          step.best(),
          step.improved(),
          step.gainShare(),
          step.seconds());
    }
  }

  private void expectedBest(SweepAnswer answer) {
    Sweep sweep = answer.sweep();
    double[] values = sweep.used().stream().mapToDouble(Trial::value).toArray();
    if (sweep.goal() == Goal.UNKNOWN || values.length < SearchKernel.LEAST_RUNS) {
      return;
    }
    Direction direction = sweep.goal() == Goal.MINIMIZE ? Direction.MIN : Direction.MAX;
    double sign = sweep.goal() == Goal.MINIMIZE ? -1 : 1;
    double[] sorted = Arrays.stream(values).map(value -> sign * value).sorted().toArray();
    double mean =
        sweep.used().stream()
            .mapToDouble(Trial::seconds)
            .filter(s -> !Double.isNaN(s))
            .average()
            .orElse(Double.NaN);
    for (int n : draws(values.length)) {
      out.add(
          SearchTables.EXPECTED_BEST,
          sweep.name(),
          n,
          ExpectedBest.of(values, n, direction),
          sign * quantileOfBest(sorted, n, 0.1),
          sign * quantileOfBest(sorted, n, 0.9),
          known(n * mean));
    }
  }

  /** The least value v with F(v)ⁿ of at least the probability. */
  private static double quantileOfBest(double[] sorted, int n, double probability) {
    double share = Math.pow(probability, 1.0 / n);
    int index = (int) Math.ceil(share * sorted.length - 1e-9) - 1;
    return sorted[Math.max(0, Math.min(sorted.length - 1, index))];
  }

  /** 1, 2, 5, 10, 20, 50 and so on, up to the number of values and that itself. */
  private static int[] draws(int values) {
    return IntStream.concat(
            IntStream.iterate(1, unit -> unit <= values, unit -> unit * 10)
                .flatMap(unit -> IntStream.of(unit, 2 * unit, 5 * unit))
                .filter(n -> n < values),
            IntStream.of(values))
        .toArray();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static @Nullable Integer positive(int value) {
    return value == 0 ? null : value;
  }
}
