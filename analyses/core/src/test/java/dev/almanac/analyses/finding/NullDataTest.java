package dev.almanac.analyses.finding;

import static dev.almanac.analyses.finding.Facts.claims;
import static dev.almanac.analyses.finding.Facts.param;
import static dev.almanac.analyses.finding.Facts.withSettings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Projects in which nothing ever happens: what is drawn in the week comes from the same
 * distribution as before. A thousand of them each; the bounds are those of the tests, with room for
 * chance.
 */
class NullDataTest {

  private static final int PROJECTS = 1000;
  private static final String[] CHOICES = {"a", "b", "c", "d"};

  @Test
  void steadyFailureRateIsHardlyEverABurst() {
    // 0.2 % each way: 2 of 1,000 expected.
    assertThat(told(new FailureBurst(), random -> failures(random, 0.15))).isLessThanOrEqualTo(6);
    assertThat(told(new FailureBurst(), random -> failures(random, 0.4))).isLessThanOrEqualTo(6);
  }

  @Test
  void settingsThatHaveNothingToDoWithFailureAreHardlyEverNamed() {
    int named = 0;
    Random random = new Random(7);
    for (int project = 0; project < PROJECTS; project++) {
      Facts facts = new Facts().ended(-9, "finished", 60);
      for (int run = 0; run < 24; run++) {
        facts.ended(1, run < 8 ? "failed" : "finished", 1, settings(random));
      }
      named +=
          claims(new FailureBurst(), facts.end()).stream()
                  .anyMatch(claim -> claim.sentence().text().contains(" had "))
              ? 1
              : 0;
    }
    // 5 % at most.
    assertThat(named).isLessThanOrEqualTo(60);
  }

  @Test
  void thresholdsThatHaveNothingToDoWithDivergenceAreHardlyEverNamed() {
    int named = 0;
    Random random = new Random(8);
    for (int project = 0; project < PROJECTS; project++) {
      Facts facts = new Facts();
      for (int run = 0; run < 24; run++) {
        RunFact drawn = withSettings(facts.run(1, "finished", 1), settings(random));
        facts.run(
            Facts.with(
                drawn, null, new RunFact.CurveFact("", run < 3, 0, Double.NaN, false), null, null));
      }
      named +=
          claims(new Diverged(), facts.end()).stream()
                  .anyMatch(claim -> claim.sentence().text().contains("all with"))
              ? 1
              : 0;
    }
    assertThat(named).isLessThanOrEqualTo(60);
  }

  @Test
  void luckIsHardlyEverCalledBetterThanTheNoise() {
    for (int before : new int[] {1, 5, 50}) {
      int claimed = 0;
      Random random = new Random(before);
      for (int project = 0; project < PROJECTS; project++) {
        Facts facts = new Facts().noise(estimated(random), 12);
        for (int run = 0; run < before; run++) {
          facts.values(-9, random.nextGaussian());
        }
        for (int run = 0; run < 20; run++) {
          facts.values(1, random.nextGaussian());
        }
        claimed +=
            claims(new NewBest(), facts.end()).stream()
                    .anyMatch(claim -> claim.severity() == Severity.NEWS)
                ? 1
                : 0;
      }
      assertThat(claimed).as("%d runs before", before).isLessThanOrEqualTo(60);
    }
  }

  @Test
  void steadyResultsHardlyEverShift() {
    // 0.3 % at most, before the middle halves are looked at.
    assertThat(
            told(
                new LevelShift(),
                random -> {
                  Facts facts = new Facts();
                  for (int run = 0; run < 30; run++) {
                    facts.values(-9, Math.exp(random.nextGaussian()));
                  }
                  for (int run = 0; run < 8; run++) {
                    facts.values(1, Math.exp(random.nextGaussian()));
                  }
                  return facts;
                }))
        .isLessThanOrEqualTo(7);
  }

  @Test
  void steadyStreamOfRunsHardlyEverFallsQuiet() {
    // Five runs a week: none comes with a probability of 0.7 %; and three weeks must have had some.
    assertThat(
            told(
                new QuietProject(),
                random -> {
                  Facts facts = new Facts();
                  for (int day = -28; day < 7; day++) {
                    for (int part = 0; part < 24; part++) {
                      if (random.nextDouble() < 5 / (7 * 24.0)) {
                        facts.values(day, 1);
                      }
                    }
                  }
                  return facts;
                }))
        .isLessThanOrEqualTo(14);
  }

  @Test
  void bestOfEqualConfigurationsHardlyEverGetsWorse() {
    // 1 % at most, though the best one was chosen by its luck.
    assertThat(
            told(
                new Regression(),
                random -> {
                  Facts facts = new Facts().noise(estimated(random), 12);
                  for (int run = 0; run < 60; run++) {
                    String family = "c" + run % 15;
                    int day = run < 45 ? -9 : 1;
                    facts.run(
                        Facts.with(
                            facts.run(day, "finished", random.nextGaussian()),
                            run < 45 ? family : "c" + run % 5,
                            null,
                            null,
                            null));
                  }
                  return facts;
                }))
        .isLessThanOrEqualTo(18);
  }

  @Test
  void nothingIsToldOfAProjectWithoutRuns() {
    ProjectFacts empty = new Facts().end();
    FindingKinds.ALL.forEach(writer -> assertThat(claims(writer, empty)).isEmpty());
  }

  private static int told(ClaimWriter writer, Function<Random, Facts> project) {
    Random random = new Random(42);
    int told = 0;
    for (int each = 0; each < PROJECTS; each++) {
      told += claims(writer, project.apply(random).end()).isEmpty() ? 0 : 1;
    }
    return told;
  }

  private static Facts failures(Random random, double rate) {
    Facts facts = new Facts();
    for (int run = 0; run < 80; run++) {
      facts.ended(-9, random.nextDouble() < rate ? "failed" : "finished", 1);
    }
    for (int run = 0; run < 20; run++) {
      facts.ended(1, random.nextDouble() < rate ? "failed" : "finished", 1);
    }
    return facts;
  }

  private static Setting[] settings(Random random) {
    Setting[] settings = new Setting[16];
    for (int key = 0; key < 8; key++) {
      settings[key] = param("choice" + key, CHOICES[random.nextInt(CHOICES.length)]);
      settings[8 + key] = param("number" + key, String.valueOf(random.nextDouble()));
    }
    return settings;
  }

  /** Standard deviation of 13 draws of a standard normal: known as badly as seeds tell it. */
  private static double estimated(Random random) {
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < 13; draw++) {
      double value = random.nextGaussian();
      sum += value;
      squares += value * value;
    }
    return Math.sqrt((squares - sum * sum / 13) / 12);
  }
}
