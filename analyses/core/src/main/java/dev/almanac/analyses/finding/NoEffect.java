package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.ModelFacts.Param;
import dev.almanac.analyses.finding.ModelFacts.Share;
import dev.almanac.analyses.wording.Numbers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Params that were searched although nothing can be seen of them, and of which it is known that
 * there is not much: the upper end of the interval of their share is small.
 */
final class NoEffect implements ClaimWriter {

  private static final double NOISE = 0.5;
  private static final double SMALL = 0.1;
  private static final long LEAST_VALUES = 3;
  private static final int NAMED = 6;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    List<Param> idle =
        facts.model().params().stream()
            .filter(NoEffect::isIdle)
            .filter(param -> high(facts, param) <= SMALL)
            .sorted(
                Comparator.comparingDouble((Param each) -> -each.noise())
                    .thenComparing(Param::param))
            .toList();
    return idle.isEmpty() || !facts.model().isSound() || !facts.standsIn(span)
        ? List.of()
        : List.of(claim(facts, idle));
  }

  private static boolean isIdle(Param param) {
    return param.status().equals("noise")
        && param.distinct() >= LEAST_VALUES
        && param.noise() >= NOISE;
  }

  private static double high(ProjectFacts facts, Param param) {
    return facts.model().shares().stream()
        .filter(share -> share.param().equals(param.param()))
        .mapToDouble(Share::high)
        .findFirst()
        .orElse(1);
  }

  private static Claim claim(ProjectFacts facts, List<Param> idle) {
    int params = idle.size();
    boolean one = params == 1;
    String keys =
        idle.stream().limit(NAMED).map(p -> Names.of(p.param())).collect(Collectors.joining(", "))
            + (params > NAMED ? " and " + Numbers.count(params - NAMED) + " more" : "");
    double most = idle.stream().mapToDouble(param -> high(facts, param)).max().orElse(1);
    return Claim.of("no-effect", facts)
        .ofMetric()
        .standing()
        .severity(Severity.NOTE, params / 100.0)
        .title(
            one
                ? "No effect seen of " + keys + " in " + facts.words()
                : "No effect seen of " + Numbers.count(params) + " settings in " + facts.words())
        .caveat("By themselves, and within the values that were tried.")
        .action(
            "Fix "
                + (one ? "it" : "them")
                + " in the next sweep, and spend the budget on the settings that matter.")
        .evidence(Evidence.ofModel("hp_param", facts).and("status", "noise"), "importance")
        .say(
            Sentence.say(
                    one
                        ? "{params} cannot be told from noise in {metric} over {runs} runs; it"
                            + " accounts for at most {most} (95% sure)."
                        : "None of {params} can be told from noise in {metric} over {runs} runs;"
                            + " each accounts for at most {most} (95% sure).")
                .with("params", keys)
                .with("metric", facts.metricWords())
                .with("runs", Numbers.count(facts.model().runs()))
                .with("most", Numbers.percent(most)));
  }
}
