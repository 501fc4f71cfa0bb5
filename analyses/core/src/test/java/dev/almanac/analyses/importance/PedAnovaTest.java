package dev.almanac.analyses.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Holds {@link PedAnova} to the numbers that Optuna 5.0.0 gives. */
class PedAnovaTest {

  private static final Domain UNIT = Domain.floats(0, 1, false, Double.NaN);

  /** The hundred trials of a low-discrepancy sequence; numbers by Optuna's own code. */
  @Test
  void givesOptunasNumbersOnAHundredTrials() {
    assertImportances(
        PedOptions.DEFAULT,
        0.006897525787090781,
        0.005691906115869841,
        0.00019690841765229784,
        0.0020672326039815445);
    assertImportances(
        new PedOptions(0.1, 1, false),
        0.0076011206244740795,
        0.006392685189627485,
        0.00016637993587153606,
        0.002148760330578513);
    assertImportances(
        new PedOptions(0.2, 1, true),
        0.019391108447674332,
        0.00841765702911195,
        0.0008361620724843923,
        0.0076365594260103045);
    assertImportances(
        new PedOptions(0.1, 0.5, true),
        0.012048160257386123,
        0.016898329739974138,
        0.0019012366171351686,
        0.0024471416594667554);
  }

  /** The same trials; those with the first choice of d have a fifth param. */
  @Test
  void givesOptunasNumbersForAParamThatSomeTrialsDoNotHave() {
    Hundred trials = new Hundred(true);

    double[] importances =
        PedAnova.importances(trials.losses, trials.params, PedOptions.DEFAULT).importances();

    double[] expected = {
      0.007314037055145828,
      0.005054077048260724,
      0.0012286519694218523,
      0.0014679337215178507,
      0.003196675303064295
    };
    for (int param = 0; param < expected.length; param++) {
      assertThat(importances[param]).isCloseTo(expected[param], relative(expected[param]));
    }
  }

  @Test
  void givesOptunasNumbersForEveryKindOfDomain() throws IOException {
    JsonNode golden =
        new ObjectMapper().readTree(PedAnovaTest.class.getResource("ped_anova_golden.json"));
    double[] values = doubles(golden.get("values"));
    List<PedParam> params = new ArrayList<>();
    golden
        .get("params")
        .fields()
        .forEachRemaining(p -> params.add(param(p.getKey(), p.getValue())));
    assertThat(golden.get("cases")).hasSize(12);
    for (JsonNode golden1 : golden.get("cases")) {
      double sign = golden1.get("direction").asText().equals("maximize") ? -1 : 1;
      PedAnova.Answer answer =
          PedAnova.importances(
              Arrays.stream(values).map(value -> sign * value).toArray(),
              params,
              new PedOptions(
                  golden1.get("target").asDouble(),
                  golden1.get("region").asDouble(),
                  golden1.get("local").asBoolean()));
      for (int param = 0; param < params.size(); param++) {
        String key = params.get(param).key();
        double raw = golden1.get("raw").get(key).asDouble();
        double normalised = golden1.get("normalised").get(key).asDouble();
        assertThat(answer.importances()[param]).as(key).isCloseTo(raw, relative(raw));
        assertThat(answer.normalised()[param]).as(key).isCloseTo(normalised, relative(normalised));
      }
    }
  }

  @Test
  void givesOptunasBandwidths() {
    assertThat(ParzenGrid.bandwidth(new int[] {1, 2, 3, 4})).isCloseTo(.7043276, within(1e-7));
    assertThat(ParzenGrid.bandwidth(new int[] {90, 0, 0, 90})).isCloseTo(.5638226, within(1e-7));
    assertThat(ParzenGrid.bandwidth(new int[] {1, 0, 0, 1})).isCloseTo(1.9556729, within(1e-7));
    assertThat(ParzenGrid.bandwidth(new int[] {0, 5, 0})).isCloseTo(.304878, within(1e-6));
  }

  @Test
  void countsAsOptunaDoes() {
    double[] hundred = new double[100];
    for (int i = 0; i < hundred.length; i++) {
      hundred[i] = -5 + 10.0 * i / 99;
    }
    double[] eight = {1, 2, 3, 4, 5, 6, 7, 8};
    assertThat(counts(Domain.floats(-5, 5, false, 2.5), hundred))
        .containsExactly(13, 25, 24, 25, 13);
    assertThat(counts(Domain.integers(1, 8, true, 1), eight)).containsExactly(1, 1, 3, 3);
  }

  @Test
  void isDensity() {
    for (int[] counts : new int[][] {{1}, {0, 3}, {4, 0, 0, 9, 1}, {0, 0, 7}, new int[50]}) {
      counts[counts.length / 2]++;
      for (boolean ordered : new boolean[] {true, false}) {
        double[] density = ParzenGrid.density(counts, ordered);
        assertThat(Arrays.stream(density).sum()).isCloseTo(1, within(1e-13));
        assertThat(Arrays.stream(density).allMatch(each -> each > 0)).isTrue();
      }
    }
  }

  /** SciPy 1.17: norm.cdf(high) − norm.cdf(low), with norm.sf above 0. */
  @Test
  void isTheNormalDistribution() {
    assertThat(GaussianMass.between(-1, 1)).isCloseTo(0.6826894921370859, within(2e-16));
    assertThat(GaussianMass.between(2, 3)).isCloseTo(0.0214002339165491, within(1e-15));
    assertThat(GaussianMass.between(-8.5, -5)).isCloseTo(2.8665157186971376e-07, within(1e-20));
    assertThat(GaussianMass.between(-40, 40)).isEqualTo(1);
  }

  @Test
  void isZeroWhereThereIsNothingToSay() {
    PedParam param = new PedParam("a", List.of(UNIT), new int[] {0}, new double[] {.3});

    PedAnova.Answer one =
        PedAnova.importances(new double[] {1}, List.of(param), PedOptions.DEFAULT);
    PedAnova.Answer none = PedAnova.importances(new double[0], List.of(), PedOptions.DEFAULT);

    assertThat(one.importances()).containsExactly(0);
    assertThat(one.normalised()).containsExactly(1);
    assertThat(none.importances()).isEmpty();
  }

  /** All are among the best, and so nothing tells them apart; as Optuna. */
  @Test
  void isZeroIfAllTrialsAreEqual() {
    double[] losses = new double[20];
    double[] values = DoubleStream.iterate(0, x -> x + 0.05).limit(20).toArray();
    PedParam param = new PedParam("a", List.of(UNIT), new int[20], values);

    PedAnova.Answer answer = PedAnova.importances(losses, List.of(param), PedOptions.DEFAULT);

    assertThat(answer.importances()[0]).isZero();
    assertThat(answer.target()).isEqualTo(20);
  }

  @Test
  void doesNotDependOnTheOrderOfTrialsOrOnIncreasingTransforms() {
    Hundred trials = new Hundred(true);
    double[] expected =
        PedAnova.importances(trials.losses, trials.params, PedOptions.DEFAULT).importances();
    double[] losses = new double[100];
    List<PedParam> params = new ArrayList<>();
    for (PedParam param : trials.params) {
      int[] regimes = new int[100];
      double[] values = new double[100];
      for (int i = 0; i < 100; i++) {
        int from = (i * 37 + 11) % 100;
        losses[i] = Math.exp(trials.losses[from]);
        regimes[i] = param.regimes()[from];
        values[i] = param.values()[from];
      }
      params.add(new PedParam(param.key(), param.domains(), regimes, values));
    }

    assertThat(PedAnova.importances(losses, params, PedOptions.DEFAULT).importances())
        .containsExactly(expected);
  }

  @Test
  void refusesQuantilesWithoutRoom() {
    assertThatThrownBy(() -> new PedOptions(0.5, 0.5, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 < target < region <= 1");
  }

  private static int[] counts(Domain domain, double[] values) {
    int[] counts = new int[domain.cells()];
    Arrays.stream(values).forEach(value -> counts[domain.cell(value)]++);
    return counts;
  }

  private static Offset<Double> relative(double value) {
    return within(1e-12 * Math.abs(value));
  }

  private static void assertImportances(PedOptions options, double... expected) {
    Hundred trials = new Hundred(false);
    double[] importances =
        PedAnova.importances(trials.losses, trials.params, options).importances();
    for (int param = 0; param < expected.length; param++) {
      assertThat(importances[param]).isCloseTo(expected[param], relative(expected[param]));
    }
  }

  private static PedParam param(String key, JsonNode param) {
    List<Domain> domains = new ArrayList<>();
    param.get("domains").forEach(domain -> domains.add(domain(domain)));
    int[] regimes = Arrays.stream(doubles(param.get("regimes"))).mapToInt(x -> (int) x).toArray();
    return new PedParam(key, domains, regimes, doubles(param.get("values")));
  }

  private static Domain domain(JsonNode domain) {
    if (domain.get("kind").asText().equals("CHOICES")) {
      List<String> choices = new ArrayList<>();
      domain.get("choices").forEach(choice -> choices.add(choice.asText()));
      return Domain.of(choices);
    }
    double low = domain.get("low").asDouble();
    double high = domain.get("high").asDouble();
    boolean log = domain.get("log").asBoolean();
    double step = domain.get("step").isNull() ? Double.NaN : domain.get("step").asDouble();
    return domain.get("kind").asText().equals("INT")
        ? Domain.integers(low, high, log, step)
        : Domain.floats(low, high, log, step);
  }

  private static double[] doubles(JsonNode numbers) {
    double[] values = new double[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).asDouble();
    }
    return values;
  }

  /** Trials i = 0..99 over a float, a log float, an integer, three choices; perhaps one more. */
  private static final class Hundred {
    final double[] losses = new double[100];
    final List<PedParam> params = new ArrayList<>();

    Hundred(boolean conditional) {
      double[][] x = new double[5][100];
      int[] regimes = new int[100];
      double[] offset = {0, .1, .3};
      for (int i = 0; i < 100; i++) {
        x[0][i] = fraction((i + 1) * 0.6180339887498949);
        double logB = -5 + 4 * fraction((i + 1) * 0.7548776662466927);
        x[1][i] = Math.pow(10, logB);
        x[2][i] = 1 + Math.floor(8 * fraction((i + 1) * 0.5698402909980532));
        x[3][i] = i % 3;
        x[4][i] = fraction((i + 1) * 0.33);
        losses[i] =
            (x[0][i] - .3) * (x[0][i] - .3)
                + .05 * (logB + 3) * (logB + 3)
                + .01 * x[2][i]
                + offset[i % 3];
        regimes[i] = i % 3 == 0 ? 0 : PedParam.INACTIVE;
        losses[i] += conditional && i % 3 == 0 ? .2 * x[4][i] : 0;
      }
      params.add(new PedParam("a", List.of(UNIT), new int[100], x[0]));
      Domain log = Domain.floats(1e-5, 1e-1, true, Double.NaN);
      params.add(new PedParam("b", List.of(log), new int[100], x[1]));
      params.add(new PedParam("c", List.of(Domain.integers(1, 8, false, 1)), new int[100], x[2]));
      params.add(new PedParam("d", List.of(Domain.of(List.of("p", "q", "r"))), new int[100], x[3]));
      if (conditional) {
        params.add(new PedParam("e", List.of(UNIT), regimes, x[4]));
      }
    }

    private static double fraction(double x) {
      return x - Math.floor(x);
    }
  }
}
