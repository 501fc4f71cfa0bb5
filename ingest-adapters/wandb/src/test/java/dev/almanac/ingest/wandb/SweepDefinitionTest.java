package dev.almanac.ingest.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.SearchDimension.Scale;
import dev.almanac.ingest.SearchDimension.Type;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SweepDefinitionTest {

  private static final String SWEEP =
      """
      method: bayes
      name: tune
      metric: {name: val/loss, goal: minimize, target: 0.1}
      early_terminate: {type: hyperband, min_iter: 3}
      parameters:
        fixed: {value: 7}
        opt: {values: [adam, "1", 2.50, null, true]}
        p: {values: [a, b], probabilities: [0.3, 0.7]}
        n: {min: 1, max: 64}
        u: {min: 0.0, max: 1}
        qu: {distribution: q_uniform, min: 0, max: 1, q: 0.25}
        lu: {distribution: log_uniform, min: -9.2103403719761836, max: 0}
        luv: {distribution: log_uniform_values, min: 1.0e-05, max: 1e-1}
        ilu: {distribution: inv_log_uniform, min: 0, max: 2}
        ilv: {distribution: inv_log_uniform_values, min: 0.5, max: 2}
        qlv: {distribution: q_log_uniform_values, min: 8, max: 512, q: 8}
        no: {distribution: normal, mu: 0, sigma: 2}
        ln: {distribution: log_normal, mu: 0, sigma: 1}
        be: {distribution: beta, a: 2, b: 3}
        odd: {distribution: of_the_future, min: 1}
        model:
          parameters:
            depth: {values: [2, 3]}
            inner: {parameters: {width: {min: 8, max: 16}}}
      """;

  private static SearchDimension dimension(String name) throws IOException {
    return SweepDefinition.parse(SWEEP).dimensions().stream()
        .filter(each -> each.key().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void methodAndMetricAreRead() throws IOException {
    SweepDefinition sweep = SweepDefinition.parse(SWEEP);
    assertThat(sweep.name()).isEqualTo("tune");
    assertThat(sweep.method()).isEqualTo("bayes");
    assertThat(sweep.metric()).isEqualTo("val/loss");
    assertThat(sweep.direction()).isEqualTo("min");
    assertThat(sweep.target()).isEqualTo(0.1);
    assertThat(sweep.metricDefinition()).isNotNull();
    assertThat(sweep.dimensions()).hasSize(17);
  }

  @Test
  void constantsAndChoicesKeepTheirTexts() throws IOException {
    assertThat(dimension("fixed").type()).isEqualTo(Type.CONSTANT);
    assertThat(dimension("fixed").choices()).containsExactly("7");
    assertThat(dimension("opt").choices()).containsExactly("adam", "1", "2.50", "null", "true");
    assertThat(dimension("p").type()).isEqualTo(Type.CATEGORICAL);
    assertThat(dimension("p").declared()).contains("\"probabilities\":[0.3,0.7]");
  }

  @Test
  void wholeBoundsWithoutADistributionMeanWholeNumbers() throws IOException {
    assertThat(dimension("n").type()).isEqualTo(Type.INT);
    assertThat(dimension("u").type()).isEqualTo(Type.FLOAT);
    assertThat(dimension("qu").step()).isEqualTo(0.25);
  }

  @Test
  void boundsOfLogarithmsAreThoseOfTheParam() throws IOException {
    assertThat(dimension("lu").low()).isCloseTo(1e-4, within(1e-15));
    assertThat(dimension("lu").high()).isEqualTo(1.0);
    assertThat(dimension("lu").scale()).isEqualTo(Scale.LOG);
    assertThat(dimension("luv").low()).isEqualTo(1e-5);
    assertThat(dimension("luv").high()).isEqualTo(0.1);
    assertThat(dimension("ilu").low()).isEqualTo(Math.exp(-2));
    assertThat(dimension("ilu").high()).isEqualTo(1.0);
    assertThat(dimension("ilv").low()).isEqualTo(0.5);
    assertThat(dimension("qlv").step()).isEqualTo(8.0);
  }

  @Test
  void distributionsWithoutBoundsHaveNone() throws IOException {
    assertThat(dimension("no").scale()).isEqualTo(Scale.NORMAL);
    assertThat(dimension("no").low()).isNull();
    assertThat(dimension("ln").scale()).isEqualTo(Scale.LOG_NORMAL);
    assertThat(dimension("be").high()).isEqualTo(1.0);
    assertThat(dimension("odd").type()).isEqualTo(Type.OTHER);
  }

  @Test
  void nestedParamsHaveDottedNames() throws IOException {
    assertThat(dimension("model.depth").choices()).containsExactly("2", "3");
    assertThat(dimension("model.inner.width").type()).isEqualTo(Type.INT);
  }

  @Test
  void aSweepInAConfigIsFoundAndAnyOtherConfigIsNot() throws IOException {
    JsonValue sweep =
        JsonText.parse(
            "{\"method\":\"random\",\"metric\":{\"name\":\"acc\",\"goal\":\"maximize\"},"
                + "\"parameters\":{\"lr\":{\"max\":0.1,\"min\":0.01}}}");
    assertThat(WandbSweep.isDefinition(sweep)).isTrue();
    assertThat(SweepDefinition.of(sweep).direction()).isEqualTo("max");
    assertThat(SweepDefinition.of(sweep).dimensions()).hasSize(1);
    assertThat(
            WandbSweep.isDefinition(
                JsonText.parse("{\"method\":\"pca\",\"parameters\":{\"k\":3}}")))
        .isFalse();
  }

  @Test
  void whatIsNoSweepIsRefused() {
    assertThatThrownBy(() -> SweepDefinition.parse("- 1")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> SweepDefinition.parse("a: [")).isInstanceOf(IOException.class);
  }

  @Test
  void mutatedTextsFailWithAnIoExceptionAtMost() {
    Random random = new Random(7);
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder(SWEEP);
      for (int i = 0; i <= random.nextInt(6); i++) {
        text.setCharAt(random.nextInt(text.length()), (char) (random.nextInt(96) + 32));
      }
      try {
        SweepDefinition.parse(text.toString());
      } catch (IOException refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
  }
}
