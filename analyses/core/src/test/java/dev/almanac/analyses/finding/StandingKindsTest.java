package dev.almanac.analyses.finding;

import static dev.almanac.analyses.finding.Facts.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.finding.ModelFacts.Edge;
import dev.almanac.analyses.finding.ModelFacts.Group;
import dev.almanac.analyses.finding.ModelFacts.Param;
import dev.almanac.analyses.finding.ModelFacts.Share;
import dev.almanac.analyses.finding.ProjectFacts.StoppingFact;
import dev.almanac.analyses.finding.TrendFacts.Cause;
import dev.almanac.analyses.finding.TrendFacts.Step;
import dev.almanac.analyses.finding.TrendFacts.Trend;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingKindsTest {

  private static final Share LR = new Share("lr", 0.6, 0.5, 0.7);
  private static final Share WD = new Share("wd", 0.01, 0, 0.04);
  private static final Param LR_EDGE =
      new Param("lr", "high", "distinguishable", "float", 0, 0.001, 0.1, 30);
  private static final Param WD_IDLE = new Param("wd", "", "noise", "float", 0.9, 0, 1, 30);

  @Test
  void stepIsToldWithItsIntervalAndWhatWentWithIt() {
    Claim plain = only(new LevelStep(), steps("improving", null));
    assertThat(plain.sentence().text())
        .isEqualTo(
            "acc stepped in the week of 9 Mar from 7.00 to 5.00 (95% interval of the step −2.40 to"
                + " −1.60; 90 runs before, 20 since).");
    assertThat(plain.severity()).isEqualTo(Severity.NEWS);

    Claim caused =
        only(
            new LevelStep(), steps("worsening", new Cause("package", "torch", "2.4", "2.5", 0, 1)));
    assertThat(caused.title()).isEqualTo("Results in p are worse as a whole");
    assertThat(caused.severity()).isEqualTo(Severity.ACT);
    assertThat(caused.sentence().text())
        .endsWith(
            "; package torch went from 2.4 to 2.5, which 100% of the runs use since and 0% did"
                + " before.");
    assertThat(caused.caveats()).singleElement().asString().contains("not yet a cause");
  }

  @Test
  void stepIsToldOnceItIsKnownAndForThreeWeeksMore() {
    ProjectFacts facts = new Facts().trend(steps("improving", null)).end();
    LevelStep writer = new LevelStep();

    assertThat(writer.write(facts, Facts.week(1))).isEmpty();
    assertThat(writer.write(facts, Facts.week(0))).hasSize(1);
    assertThat(writer.write(facts, Facts.week(-3))).hasSize(1);
    assertThat(writer.write(facts, Facts.week(-4))).isEmpty();
  }

  @Test
  void trendNeedsTheTestAndASlopeClearOfZero() {
    Trend falling = new Trend("iqm", "hamed_rao", "falling", "worsening", Double.NaN, 0, 0, 11);
    Trend slope = new Trend("iqm", "theil_sen", "", "", -0.01, -0.02, -0.004, 11);
    Trend unclear = new Trend("iqm", "theil_sen", "", "", -0.01, -0.02, 0.004, 11);

    assertThat(
            only(new WeeklyTrend(), new TrendFacts(List.of(), List.of(falling, slope)))
                .sentence()
                .text())
        .isEqualTo(
            "The middle of a week's acc moved by −0.010 a week over 11 weeks (95% interval −0.020"
                + " to −0.0040).");
    assertThat(told(new WeeklyTrend(), new TrendFacts(List.of(), List.of(falling, unclear))))
        .isEmpty();
  }

  @Test
  void paramDominatesOnlyClearOfAllOthersInASoundModel() {
    assertThat(told(new DominatingParam(), model("firm", LR, WD))).hasSize(1);
    assertThat(told(new DominatingParam(), model("weak", LR, WD))).isEmpty();
    assertThat(told(new DominatingParam(), model("firm", LR, new Share("b", 0.4, 0.3, 0.55))))
        .isEmpty();
    assertThat(told(new DominatingParam(), model("firm", new Share("b", 0.3, 0.2, 0.35))))
        .isEmpty();
  }

  @Test
  void noEffectIsToldOnlyWhereItIsKnownToBeSmall() {
    Claim claim = told(new NoEffect(), model("firm", LR, WD)).get(0);
    assertThat(claim.sentence().text())
        .isEqualTo(
            "wd cannot be told from noise in acc over 60 runs; it accounts for at most 4% (95%"
                + " sure).");
    assertThat(told(new NoEffect(), model("firm", LR, new Share("wd", 0.01, 0, 0.3)))).isEmpty();
    assertThat(told(new NoEffect(), model("weak", LR, WD))).isEmpty();
  }

  @Test
  void edgeSaysWhereToGoOn() {
    Claim claim = told(new EdgeOptimum(), model("fair", LR, WD)).get(0);

    assertThat(claim.title()).isEqualTo("Widen the range of lr in p");
    assertThat(claim.action()).isEqualTo("Try lr above 0.1, to about 0.3, in the next sweep.");
    assertThat(claim.caveats()).containsExactly("From 60 runs of all time.");
    assertThat(told(new EdgeOptimum(), model("none", LR, WD))).isEmpty();
  }

  @Test
  void entangledParamsAreToldIfTheyMatter() {
    assertThat(told(new EntangledParams(), groups(new Group("a + b", 0.3, 0.2, 0.01)))).hasSize(1);
    assertThat(told(new EntangledParams(), groups(new Group("a + b", 0.3, 0.2, 0.4)))).isEmpty();
    assertThat(told(new EntangledParams(), groups(new Group("a + b", 0.02, 0, 0.01)))).isEmpty();
  }

  @Test
  void stoppingRuleMustSaveMuchAtARegretWithinTheNoiseOnOtherRuns() {
    assertThat(stopping(new StoppingFact("median", "seeds", 0.4, 0.01, 0.02, 50))).hasSize(1);
    assertThat(stopping(new StoppingFact("median", "seeds", 0.4, 0.03, 0.02, 50))).isEmpty();
    assertThat(stopping(new StoppingFact("median", "seeds", 0.04, 0.01, 0.02, 50))).isEmpty();
    assertThat(stopping(new StoppingFact("median", "seeds", 0.4, Double.NaN, 0.02, 50))).isEmpty();
    assertThat(stopping(new StoppingFact("median", "seeds", 0.4, 0.01, 0.02, 5))).isEmpty();
  }

  private static TrendFacts steps(String outlook, @Nullable Cause cause) {
    return new TrendFacts(
        List.of(new Step(LocalDate.of(2026, 3, 9), outlook, 7, 5, -2.4, -1.6, 90, 20, cause)),
        List.of());
  }

  private static ModelFacts model(String grade, Share... shares) {
    return new ModelFacts(
        grade,
        60,
        List.of(shares),
        List.of(LR_EDGE, WD_IDLE),
        List.of(),
        List.of(new Edge("lr", "high", 0.3)));
  }

  private static ModelFacts groups(Group group) {
    return new ModelFacts("fair", 60, List.of(), List.of(), List.of(group), List.of());
  }

  private static List<Claim> stopping(StoppingFact fact) {
    return claims(new StoppingRule(), new Facts().values(1, 1).stopping(fact).end());
  }

  private static List<Claim> told(ClaimWriter writer, ModelFacts model) {
    return claims(writer, new Facts().values(1, 1).model(model).end());
  }

  private static List<Claim> told(ClaimWriter writer, TrendFacts trend) {
    return claims(writer, new Facts().values(1, 1).trend(trend).end());
  }

  private static Claim only(ClaimWriter writer, TrendFacts trend) {
    List<Claim> claims = told(writer, trend);
    assertThat(claims).hasSize(1);
    return claims.get(0);
  }
}
