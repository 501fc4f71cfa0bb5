package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.sensitivity.Sensitivity.Grade;
import dev.almanac.analyses.sensitivity.Sensitivity.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Answer "which hyperparameters mattered?" for one table of runs. Pure and thread-safe: equal runs
 * in any order, and an equal seed, give equal bits.
 */
public final class SensitivityKernel {
  private SensitivityKernel() {}

  /**
   * Analyse runs.
   *
   * @param table the runs; any number, none included
   * @param goal which end of the metric is good
   * @param seed source of all chance; derive it from the input so that equal inputs answer equally
   * @return an answer, or the reason why there is none; never an error for odd data
   */
  public static Sensitivity analyse(RunTable table, Goal goal, long seed) {
    RunTable runs = table.canonical();
    if (runs.size() == 0) {
      return withoutAnswer(runs, Status.TOO_FEW_RUNS, "no run has the metric");
    }
    Response response = Response.of(runs.metricCopy(), goal);
    Replicates repeats = Replicates.of(runs, response.standardised());
    int params = runs.params().size();
    if (runs.size() < Grading.LEAST_RUNS) {
      return withoutAnswer(
          runs,
          Status.TOO_FEW_RUNS,
          sentence(
              "%d %s; %d are the least that can be ranked",
              runs.size(), runs.size() == 1 ? "run" : "runs", Grading.LEAST_RUNS));
    }
    if (params == 0) {
      return withoutAnswer(runs, Status.NOTHING_VARIES, "no param differs between the runs");
    }
    if (!response.varies()) {
      return withoutAnswer(runs, Status.NOTHING_VARIES, "the metric is the same in every run");
    }
    int least = Grading.leastConfigurations(params);
    if (repeats.configurations() < least) {
      return withoutAnswer(
          runs,
          Status.TOO_FEW_RUNS,
          sentence(
              "%d different configurations; %d params need at least %d",
              repeats.configurations(), params, least));
    }
    return answer(runs, goal, seed, response, repeats);
  }

  private static Sensitivity answer(
      RunTable runs, Goal goal, long seed, Response response, Replicates repeats) {
    DesignCheck design = DesignCheck.of(runs, response.standardised(), goal);
    SplittableRandom seeds = new SplittableRandom(seed);
    PreparedRuns prepared =
        new PreparedRuns(
            runs.params(),
            response.standardised(),
            Parents.of(runs.params()),
            Folds.deal(runs, seeds.nextLong()),
            design.measure());
    SurrogateChoice choice = SurrogateChoice.of(prepared, seeds.nextLong());
    Answer answer = Answer.of(runs, goal, response, repeats, design, prepared, choice.split());
    return AnswerWriter.write(answer, choice, seeds.nextLong());
  }

  private static Sensitivity withoutAnswer(RunTable runs, Status status, String reason) {
    List<Sensitivity.ParamRow> params = new ArrayList<>();
    for (ParamColumn param : runs.params()) {
      params.add(ParamDescription.unfitted(param, "not_fitted", reason));
    }
    int configurations =
        (int) IntStream.range(0, runs.size()).mapToObj(runs::configuration).distinct().count();
    boolean broken =
        IntStream.range(0, runs.size()).anyMatch(run -> !Double.isFinite(runs.metric(run)));
    Sensitivity.Verdict verdict =
        new Sensitivity.Verdict(
            status,
            Grade.NONE,
            reason,
            runs.size(),
            configurations,
            "unknown",
            "",
            Transform.NONE,
            broken ? "some values are not finite" : "");
    return new Sensitivity(
        verdict, List.of(), params, List.of(), List.of(), List.of(), List.of(), runs.exclusions());
  }

  private static String sentence(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
