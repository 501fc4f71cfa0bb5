package dev.almanac.analyses.finding;

import static dev.almanac.analyses.finding.Facts.claims;
import static dev.almanac.analyses.finding.Facts.param;
import static dev.almanac.analyses.finding.Facts.with;
import static dev.almanac.analyses.finding.Facts.withSettings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.finding.RunFact.CurveFact;
import dev.almanac.analyses.finding.RunFact.HygieneFact;
import dev.almanac.analyses.finding.RunFact.PulseFact;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatedKindsTest {

  @Test
  void gainBeyondTheNoiseIsNews() {
    Facts facts = new Facts().values(-3, 0.9, 0.9767).values(1, 0.99).noise(0.0016, 20);

    Claim claim = only(new NewBest(), facts);

    assertThat(claim.severity()).isEqualTo(Severity.NEWS);
    assertThat(claim.sentence().text())
        .isEqualTo(
            "run-2 took acc from 0.9767 to 0.9900: better by 0.0133, 8.3× the spread between"
                + " seeds.");
    assertThat(claim.caveats()).isEmpty();
    assertThat(claim.action()).contains("run to beat");
  }

  @Test
  void gainWithinTheNoiseSaysSo() {
    Facts facts = new Facts().values(-3, 0.988).values(1, 0.99).noise(0.0016, 20);

    Claim claim = only(new NewBest(), facts);

    assertThat(claim.severity()).isEqualTo(Severity.NOTE);
    assertThat(claim.title()).isEqualTo("A new best in p, within seed noise");
    assertThat(claim.caveats()).singleElement().asString().contains("1.3×").contains("noise alone");
    assertThat(claim.action()).contains("2 more seeds");
  }

  @Test
  void bestOfManyRunsNeedsALargerGain() {
    Facts one = new Facts().values(-3, 0).values(1, 4).noise(1, 20);
    Facts many = new Facts().values(-3, 0).values(1, 4).values(1, new double[99]).noise(1, 20);

    assertThat(only(new NewBest(), one).severity()).isEqualTo(Severity.NEWS);
    assertThat(only(new NewBest(), many).severity()).isEqualTo(Severity.NOTE);
  }

  @Test
  void gainWithoutRepeatsIsNotCalledReal() {
    Claim claim = only(new NewBest(), new Facts().values(-3, 0.49).values(1, 0.99));

    assertThat(claim.sentence().text()).isEqualTo("run-1 took acc from 0.49 to 0.99.");
    assertThat(claim.caveats()).singleElement().asString().contains("Too few").contains("luck");
  }

  @Test
  void smallerIsBetterWhereTheMetricSaysSo() {
    Facts facts = new Facts().values(-3, 2).values(1, 1);
    assertThat(claims(new NewBest(), facts.end())).isEmpty();
    assertThat(claims(new NewBest(), facts.smallerIsBetter().end())).hasSize(1);
  }

  @Test
  void firstRunsOfAProjectAreNoNewBest() {
    assertThat(claims(new NewBest(), new Facts().values(1, 1, 2, 3).end())).isEmpty();
  }

  @Test
  void nameCannotTurnTheSentenceAround() {
    Facts facts = new Facts().values(-3, 1);
    RunFact evil = facts.run(1, "finished", 2);
    facts.run(
        new RunFact(
            evil.key(),
            "\u202eevil\n{gain} name",
            "finished",
            evil.startedAt(),
            1,
            2,
            2,
            null,
            null,
            List.of(),
            null,
            null,
            null));

    assertThat(only(new NewBest(), facts).sentence().text())
        .startsWith("\u2068\u202eevil {gain} name\u2069 took acc");
  }

  @Test
  void burstNamesWhatTheFailedRunsShare() {
    Facts facts =
        new Facts()
            .ended(-9, "finished", 99)
            .ended(-9, "failed", 1)
            .ended(1, "failed", 6, param("batch", "512"))
            .ended(1, "finished", 12, param("batch", "512"))
            .ended(1, "finished", 20, param("batch", "32"));

    Claim claim = only(new FailureBurst(), facts);

    assertThat(claim.severity()).isEqualTo(Severity.ACT);
    assertThat(claim.sentence().text())
        .isEqualTo(
            "6 of 38 runs failed (16%, against 1% until then). All of them had batch=512, which 18"
                + " runs used; none of the others failed.");
    assertThat(claim.caveats()).containsExactly("What goes together need not be the cause.");
  }

  @Test
  void settingThatChanceExplainsIsNotNamed() {
    Facts facts = new Facts().ended(-9, "finished", 99);
    for (int run = 0; run < 12; run++) {
      Setting[] many = new Setting[40];
      for (int key = 0; key < many.length; key++) {
        many[key] = param("k" + key, (run * 7 + key * 3) % 5 < 3 ? "a" : "b");
      }
      facts.ended(1, run < 4 ? "failed" : "finished", 1, many);
    }

    assertThat(only(new FailureBurst(), facts).sentence().text())
        .isEqualTo("4 of 12 runs failed (33%, against 0% until then).");
  }

  @Test
  void usualShareOfFailuresIsNoBurst() {
    Facts facts =
        new Facts()
            .ended(-9, "finished", 80)
            .ended(-9, "failed", 20)
            .ended(1, "finished", 32)
            .ended(1, "failed", 8);

    assertThat(claims(new FailureBurst(), facts.end())).isEmpty();
  }

  @Test
  void burstIsOverOnceEnoughRunsEndWell() {
    Facts burst = new Facts().ended(-9, "finished", 50).ended(-3, "failed", 9);
    Claim earlier = new FailureBurst().write(burst.end(), Facts.week(1)).get(0);

    assertThat(new FailureBurst().over(earlier, burst.end(), Facts.week(0))).isEmpty();
    Facts calm = burst.ended(1, "finished", 6);
    assertThat(new FailureBurst().over(earlier, calm.end(), Facts.week(0)))
        .map(Sentence::text)
        .contains("None of 6 runs failed.");
  }

  @Test
  void divergenceNamesTheThresholdOnlyIfItTellsTheRunsApart() {
    Facts mixed = new Facts();
    Facts clear = new Facts();
    for (int run = 0; run < 25; run++) {
      boolean diverged = run < 3;
      mixed.run(curve(mixed, diverged, String.valueOf(run % 7)));
      clear.run(curve(clear, diverged, diverged ? "0.5" : run == 3 ? "0.6" : "0.1"));
    }

    assertThat(only(new Diverged(), mixed).sentence().text())
        .isEqualTo("3 of 25 runs ran away; no single setting clearly tells them apart.");
    Claim claim = only(new Diverged(), clear);
    assertThat(claim.sentence().text())
        .isEqualTo(
            "3 of 25 runs ran away, all with lr of 0.5 or more (3 of the 4 runs there); none of the"
                + " 21 below did.");
    assertThat(claim.action()).startsWith("Keep lr below 0.5");
  }

  @Test
  void quietIsABusyProjectWithoutRunsWhoseSourceWasRead() {
    Facts busy = new Facts().values(-3, 1, 1, 1, 1, 1, 1).values(-10, 1, 1, 1, 1, 1, 1);
    Facts busier = busy.values(-17, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);

    Claim claim = only(new QuietProject(), busier);
    assertThat(claim.sentence().text())
        .isEqualTo(
            "No run started, after 22 in the four weeks before; the last one is 10 days old.");
    assertThat(claims(new QuietProject(), busier.readAt(Facts.at(6)).end())).isEmpty();
    assertThat(claims(new QuietProject(), busier.readAt(Facts.at(8)).values(2, 1).end())).isEmpty();
    assertThat(
            claims(
                new QuietProject(), new Facts().values(-3, 1).values(-10, 1).values(-17, 1).end()))
        .as("three runs in three weeks are too few to miss any")
        .isEmpty();
  }

  @Test
  void stuckIsWhatItsRhythmCannotExplain() {
    Facts facts = new Facts();
    PulseFact gone = new PulseFact("keep", "", "point", 3600, 600, Facts.at(3), Facts.at(7));
    facts.run(with(facts.run(2, "running", 1), null, null, null, gone));

    assertThat(only(new StuckRuns(), facts).sentence().text())
        .isEqualTo(
            "run-0 counts as running, but was silent for 4 days; its rhythm explains 10 min.");
    assertThat(new StuckRuns().write(facts.end(), Facts.week(1))).isEmpty();
    assertThat(claims(new KillRun(), facts.end())).isEmpty();
  }

  @Test
  void runWhoseValuesSpeakAgainstItIsToBeKilledUnlessItIsGone() {
    Facts facts = new Facts();
    PulseFact bad =
        new PulseFact("kill", "Not finite.", "point", 9e5, 600, Facts.at(6), Facts.at(7));
    PulseFact gone = new PulseFact("kill", "Not finite.", "point", 60, 6, Facts.at(6), Facts.at(7));
    facts.run(with(facts.run(2, "running", 1), null, null, null, bad));
    facts.run(with(facts.run(2, "running", 1), null, null, null, gone));

    Claim claim = only(new KillRun(), facts);
    assertThat(claim.action()).isEqualTo("Kill run run-0.");
    assertThat(new KillRun().write(facts.end(), Facts.week(1))).isEmpty();
  }

  @Test
  void levelShiftIsToldInTheDirectionOfTheMetric() {
    Facts facts = new Facts();
    for (int each = 0; each < 20; each++) {
      facts.values(-9, 7 + each / 20.0).values(1, 5 + each / 20.0);
    }

    assertThat(only(new LevelShift(), facts).title())
        .isEqualTo("Results in p are worse as a whole");
    assertThat(only(new LevelShift(), facts.smallerIsBetter()).title())
        .isEqualTo("Results in p are better as a whole");
  }

  @Test
  void changeThatCameWithAShiftIsNotCalledACause() {
    Facts facts = new Facts().smallerIsBetter();
    Setting data = new Setting("data", "train", "abc", Double.NaN);
    for (int each = 0; each < 20; each++) {
      facts.values(-9, 7 + each / 20.0);
      facts.run(withSettings(facts.run(1, "finished", 5 + each / 20.0), data));
    }

    Claim claim = only(new LevelShift(), facts);

    assertThat(claim.sentence().text())
        .endsWith("; 100% of the runs now use dataset train (abc), 0% did before.");
    assertThat(claim.caveats()).singleElement().asString().contains("not yet a cause");
  }

  @Test
  void mostRunsThatStillImproveAreToldNotOneOfTwo() {
    Facts facts = new Facts();
    for (int each = 0; each < 5; each++) {
      double improving = each < 4 ? 1 : 0;
      facts.run(
          with(
              facts.run(1, "finished", 1),
              null,
              new CurveFact("", false, improving, Double.NaN, false),
              null,
              null));
    }

    assertThat(only(new StillImproving(), facts).sentence().text())
        .isEqualTo("4 of 5 finished runs were still improving in acc when they ended.");
    Facts few = new Facts();
    few.run(
        with(
            few.run(1, "finished", 1),
            null,
            new CurveFact("", false, 1, Double.NaN, false),
            null,
            null));
    assertThat(claims(new StillImproving(), few.end())).isEmpty();
  }

  @Test
  void overfittingOfMostComparedRunsIsTold() {
    Facts facts = new Facts();
    for (int each = 0; each < 4; each++) {
      String verdict = each < 3 ? "overfitting" : "converged";
      facts.run(
          with(
              facts.run(1, "finished", 1),
              null,
              new CurveFact(verdict, false, 0, 10 + each, true),
              null,
              null));
    }

    assertThat(only(new Overfitting(), facts).sentence().text())
        .isEqualTo(
            "In 3 of 4 finished runs acc got worse while the training metric went on improving, in"
                + " half of them from step 11 or earlier.");
  }

  @Test
  void bestRunWithoutCodeIsAGapAndOneWithAllIsItsEnd() {
    Facts facts = new Facts();
    facts.run(
        with(
            facts.run(-3, "finished", 2),
            null,
            null,
            new HygieneFact("no", "Missing: code commit."),
            null));
    facts.run(with(facts.run(1, "finished", 1), null, null, new HygieneFact("yes", ""), null));
    ProjectFacts all = facts.end();

    Claim claim = new HygieneGap().write(all, Facts.week(1)).get(0);

    assertThat(claim.sentence().text()).isEqualTo("run-0 (acc 2). Missing: code commit.");
    assertThat(claims(new HygieneGap(), all)).isEmpty();
    assertThat(new HygieneGap().over(claim, all, Facts.week(0))).isPresent();
  }

  @Test
  void repeatsToTheLastDigitAreTold() {
    Facts facts = new Facts();
    for (int each = 0; each < 4; each++) {
      facts.run(with(facts.run(each - 1, "finished", 0.5), "c1", null, null, null));
      facts.run(
          with(facts.run(each - 1, "finished", 0.5 + each), "c" + (2 + each), null, null, null));
    }

    assertThat(only(new RepeatedRuns(), facts).sentence().text())
        .isEqualTo(
            "3 of 6 finished runs had all params, and the result to the last digit, of a run before"
                + " them; they took 3 min.");
  }

  @Test
  void equalValuesOfACoarseMetricAreNoRepeats() {
    Facts facts = new Facts();
    for (int each = 0; each < 12; each++) {
      facts.run(with(facts.run(1, "finished", each % 3), "c", null, null, null));
    }

    assertThat(claims(new RepeatedRuns(), facts.end())).isEmpty();
  }

  @Test
  void bestConfigurationThatGotWorseIsTold() {
    Facts facts = new Facts().noise(0.01, 20);
    for (int each = 0; each < 3; each++) {
      double jitter = each / 100.0;
      facts.run(with(facts.run(-9, "finished", 0.9 + jitter), "good", null, null, null));
      facts.run(with(facts.run(-9, "finished", 0.8 + jitter), "poor", null, null, null));
      facts.run(with(facts.run(1, "finished", 0.85 + jitter), "good", null, null, null));
    }

    Claim claim = only(new Regression(), facts);
    assertThat(claim.sentence().text())
        .isEqualTo(
            "The best configuration that was repeated, that of run-6, came to acc 0.910 on average"
                + " (3 runs) and now comes to 0.860 (3 runs): worse by 0.050, 5.0× the spread between"
                + " seeds.");
    assertThat(claim.severity()).isEqualTo(Severity.ACT);
    assertThat(claims(new Regression(), facts.smallerIsBetter().end())).isEmpty();
  }

  private static Claim only(ClaimWriter writer, Facts facts) {
    List<Claim> claims = claims(writer, facts.end());
    assertThat(claims).hasSize(1);
    return claims.get(0);
  }

  private static RunFact curve(Facts facts, boolean diverged, String lr) {
    RunFact run = withSettings(facts.run(1, "finished", 1), param("lr", lr), param("wd", "1"));
    return with(run, null, new CurveFact("", diverged, 0, Double.NaN, false), null, null);
  }
}
