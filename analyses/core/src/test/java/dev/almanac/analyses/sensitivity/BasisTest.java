package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class BasisTest {
  private static final int DEGREE = 8;

  @Test
  void legendrePolynomialsAreOrthonormalOnTheUnitInterval() {
    Basis basis = new Basis.Polynomial(OrthonormalPolynomials.legendre(DEGREE));
    int nodes = 20_000;

    assertOrthonormal(basis, nodes, i -> (i + 0.5) / nodes, i -> 1.0 / nodes, 1e-5);
  }

  @Test
  void legendrePolynomialsHaveTheirPublishedValues() {
    double[] values = new double[3];

    OrthonormalPolynomials.legendre(3).evaluate(0.75, values, 0);

    // P1..P3 at x = 2·0.75 − 1 = 0.5 are 1/2, −1/8, −7/16; orthonormal: times √(2k + 1).
    assertThat(values[0]).isCloseTo(Math.sqrt(3) / 2, within(1e-14));
    assertThat(values[1]).isCloseTo(-Math.sqrt(5) / 8, within(1e-14));
    assertThat(values[2]).isCloseTo(-Math.sqrt(7) * 7 / 16, within(1e-14));
  }

  @Test
  void discretePolynomialsAreOrthonormalUnderTheirWeights() {
    double[] nodes = {0, 0.1, 0.15, 0.5, 0.6, 0.9, 1};
    double[] weights = {1, 2, 1, 4, 1, 3, 2};
    double total = Arrays.stream(weights).sum();

    OrthonormalPolynomials polynomials = OrthonormalPolynomials.onNodes(nodes, weights, DEGREE);

    assertThat(polynomials.degree()).isEqualTo(nodes.length - 1);
    assertOrthonormal(
        new Basis.Polynomial(polynomials),
        nodes.length,
        i -> nodes[i],
        i -> weights[i] / total,
        1e-9);
  }

  @Test
  void contrastsAreOrthonormalUnderUnequalWeights() {
    double[] weights = {0.5, 0.2, 0.2, 0.1};

    Basis basis = Basis.Contrast.under(weights);

    assertThat(basis.size()).isEqualTo(3);
    assertOrthonormal(basis, 4, i -> i, i -> weights[i], 1e-12);
  }

  @Test
  void conditionalBasisIsOrthonormalWithInactivityAsACell() {
    double active = 0.3;
    int nodes = 20_000;
    Basis basis =
        new Basis.Conditional(new Basis.Polynomial(OrthonormalPolynomials.legendre(4)), active, 1);

    assertThat(basis.size()).isEqualTo(5);
    assertOrthonormal(
        basis,
        nodes + 1,
        i -> i == nodes ? Double.NaN : (i + 0.5) / nodes,
        i -> i == nodes ? 1 - active : active / nodes,
        1e-5);
  }

  @Test
  void degreeGrowsWithRunsWithinItsBounds() {
    assertThat(BasisChoice.degreeFor(10)).isEqualTo(3);
    assertThat(BasisChoice.degreeFor(60)).isEqualTo(5);
    assertThat(BasisChoice.degreeFor(1000)).isEqualTo(8);
    assertThat(BasisChoice.degreeFor(2000)).isEqualTo(12);
  }

  @Test
  void degreeStaysBelowTheNumberOfDistinctValues() {
    ParamColumn column =
        ParamColumn.of(
            "layers",
            DeclaredSpace.range(ValueType.INT, Scale.LINEAR, 1, 3),
            SpaceOrigin.DECLARED,
            new double[] {1, 2, 3, 1, 2, 3});

    Basis basis =
        BasisChoice.choose(column, Measure.UNIFORM, DEGREE, Activity.OWN, Refinement.NONE);

    assertThat(basis.size()).isEqualTo(2);
    assertOrthonormal(basis, 3, i -> i / 2.0, i -> 1.0 / 3, 1e-12);
  }

  private static void assertOrthonormal(
      Basis basis,
      int points,
      IntToDoubleFunction coordinate,
      IntToDoubleFunction weight,
      double tolerance) {
    int size = basis.size();
    double[][] products = new double[size + 1][size + 1];
    double[] values = new double[size + 1];
    values[size] = 1;
    for (int i = 0; i < points; i++) {
      basis.evaluate(coordinate.applyAsDouble(i), values, 0);
      for (int a = 0; a <= size; a++) {
        for (int b = 0; b <= size; b++) {
          products[a][b] += weight.applyAsDouble(i) * values[a] * values[b];
        }
      }
    }
    for (int a = 0; a <= size; a++) {
      for (int b = 0; b <= size; b++) {
        assertThat(products[a][b])
            .as("product of functions %d and %d (%d is the constant)", a, b, size)
            .isCloseTo(a == b ? 1 : 0, within(tolerance));
      }
    }
  }
}
