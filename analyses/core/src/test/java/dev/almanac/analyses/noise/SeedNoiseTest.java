package dev.almanac.analyses.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeedNoiseTest {

  @Test
  void deviationsWithinConfigurationsArePooled() {
    List<ConfiguredValue> values =
        List.of(
            run("a", 1, 10),
            run("a", 2, 12),
            run("b", 1, 100),
            run("b", 2, 103),
            run("b", 3, 106),
            run("c", 1, 5));

    SeedNoise noise = SeedNoise.of(values, SeedNoise.Subset.ALL, 1).orElseThrow();

    // (1 + 1 + 9 + 0 + 9) / 3 degrees of freedom.
    assertThat(noise.sd()).isCloseTo(Math.sqrt(20 / 3.0), within(1e-14));
    assertThat(noise.degrees()).isEqualTo(3);
    assertThat(noise.configurations()).isEqualTo(2);
    assertThat(noise.runs()).isEqualTo(5);
    // Chi-square quantiles at 3 degrees of freedom: .2158 and 9.3484.
    assertThat(noise.low()).isCloseTo(Math.sqrt(20 / 9.3484), within(1e-4));
    assertThat(noise.high()).isCloseTo(Math.sqrt(20 / .215795), within(1e-4));
  }

  @Test
  void betterHalfLooksAtGoodConfigurationsOnly() {
    List<ConfiguredValue> values =
        List.of(run("good", 1, 1), run("good", 2, 1.2), run("bad", 1, 50), run("bad", 2, 90));

    SeedNoise low = SeedNoise.of(values, SeedNoise.Subset.BETTER_HALF, 1).orElseThrow();
    SeedNoise high = SeedNoise.of(values, SeedNoise.Subset.BETTER_HALF, -1).orElseThrow();

    assertThat(low.sd()).isCloseTo(0.2 / Math.sqrt(2), within(1e-14));
    assertThat(high.sd()).isCloseTo(40 / Math.sqrt(2), within(1e-12));
  }

  @Test
  void repeatedComputationIsNoNoise() {
    List<ConfiguredValue> values =
        List.of(run("a", 1, 10), run("a", 1, 10), run("a", 2, 12), run("b", 7, 3), run("b", 7, 3));

    SeedNoise noise = SeedNoise.of(values, SeedNoise.Subset.ALL, 1).orElseThrow();

    assertThat(noise.runs()).isEqualTo(2);
    assertThat(noise.duplicates()).isEqualTo(2);
  }

  @Test
  void runsWithoutALoggedSeedMayBeEqual() {
    ConfiguredValue value = ConfiguredValue.of(Map.of("lr", ".1"), 3);

    SeedNoise noise = SeedNoise.of(List.of(value, value), SeedNoise.Subset.ALL, 1).orElseThrow();

    assertThat(noise.sd()).isZero();
    assertThat(noise.duplicates()).isZero();
  }

  @Test
  void withoutRepetitionNothingIsKnown() {
    assertThat(SeedNoise.of(List.of(run("a", 1, 1), run("b", 1, 2)), SeedNoise.Subset.ALL, 1))
        .isEmpty();
  }

  @Test
  void intervalCoversTheTruthAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(7);
    int covered = 0;
    for (int round = 0; round < 1_000; round++) {
      List<ConfiguredValue> values = new ArrayList<>();
      for (int run = 0; run < 8; run++) {
        values.add(run("c" + run / 2, run, 5 + 2 * random.nextGaussian()));
      }
      SeedNoise noise = SeedNoise.of(values, SeedNoise.Subset.ALL, 1).orElseThrow();
      covered += noise.low() < 2 && 2 < noise.high() ? 1 : 0;
    }

    assertThat(covered).isBetween(930, 970);
  }

  @Test
  void noiseAloneIsCalledAnImprovementOnceInTwenty() {
    SplittableRandom random = new SplittableRandom(11);
    int claims = 0;
    for (int round = 0; round < 2_000; round++) {
      List<ConfiguredValue> values = new ArrayList<>();
      for (int run = 0; run < 6; run++) {
        values.add(run("c" + run / 3, run, random.nextGaussian()));
      }
      SeedNoise noise = SeedNoise.of(values, SeedNoise.Subset.ALL, 1).orElseThrow();
      Improvement found = Improvement.of(random.nextGaussian() - random.nextGaussian(), noise);
      claims += found.verdict() == Improvement.Verdict.WITHIN_NOISE ? 0 : 1;
    }

    assertThat(claims).isBetween(70, 130);
  }

  @Test
  void differenceIsSaidInMultiplesOfTheNoise() {
    SeedNoise noise =
        SeedNoise.of(List.of(run("a", 1, 0), run("a", 2, Math.sqrt(2))), SeedNoise.Subset.ALL, 1)
            .orElseThrow();

    assertThat(noise.sd()).isCloseTo(1, within(1e-15));
    assertThat(Improvement.of(3, noise).words()).isEqualTo("about 3× the seed noise");
    assertThat(Improvement.of(-0.4, noise).words()).isEqualTo("less than the seed noise");
    assertThat(Improvement.of(40, noise).words()).isEqualTo("more than 9× the seed noise");
    // One degree of freedom: 3 sds are nothing, as t = 2.12 and the limit is 12.7.
    assertThat(Improvement.of(3, noise).verdict()).isEqualTo(Improvement.Verdict.WITHIN_NOISE);
    assertThat(Improvement.of(-40, noise).verdict()).isEqualTo(Improvement.Verdict.WORSE);
    assertThat(Improvement.of(3, noise).low()).isCloseTo(3 - 12.706 * Math.sqrt(2), within(1e-3));
  }

  @Test
  void nonFiniteValuesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> run("a", 1, Double.NaN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seed",
        "random_state",
        "random_seed",
        "randomState",
        "model.seed",
        "data/random_state",
        "SEED",
        "seed_everything",
        "np_seed",
        "PYTHONHASHSEED",
        "rng",
        "torch-seed",
        "repeat"
      })
  void seedsAreTold(String key) {
    assertThat(SeedLikeParams.isSeed(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lr", "seedling_count", "random_crop", "state", "randomness", "fold"})
  void othersAreNoSeeds(String key) {
    assertThat(SeedLikeParams.isSeed(key)).isFalse();
  }

  @Test
  void placesOfTheRunDoNotConfigureIt() {
    ConfiguredValue one =
        ConfiguredValue.of(Map.of("lr", ".1", "output_dir", "/a", "seed", "1"), 0);
    ConfiguredValue two =
        ConfiguredValue.of(Map.of("lr", ".1", "output_dir", "/b", "seed", "2"), 0);

    assertThat(one.configuration()).isEqualTo(two.configuration()).isNotEmpty();
    assertThat(one.seeds()).isNotEqualTo(two.seeds());
  }

  private static ConfiguredValue run(String configuration, int seed, double value) {
    return ConfiguredValue.of(Map.of("c", configuration, "seed", "" + seed), value);
  }
}
