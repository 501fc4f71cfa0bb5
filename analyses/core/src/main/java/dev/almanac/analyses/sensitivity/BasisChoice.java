package dev.almanac.analyses.sensitivity;

import java.util.Arrays;
import java.util.List;

/** Choose the basis of each param: its kind, its degree and its measure. */
final class BasisChoice {
  /** Runs per degree, lowest and highest degree: clip(n/12, 3, 8), as measured to work best. */
  private static final int RUNS_PER_DEGREE = 12;

  private static final int LOWEST_DEGREE = 3;
  private static final int USUAL_DEGREE = 8;
  private static final int MANY_RUNS = 2000;
  private static final int MANY_RUNS_DEGREE = 12;

  /** Midpoints of an integral between two steps. */
  private static final int NODES = 1000;

  private BasisChoice() {}

  /** Return the polynomial degree for a number of runs. */
  static int degreeFor(int runs) {
    if (runs >= MANY_RUNS) {
      return MANY_RUNS_DEGREE;
    }
    return Math.max(LOWEST_DEGREE, Math.min(USUAL_DEGREE, runs / RUNS_PER_DEGREE));
  }

  /**
   * Choose the basis of one param.
   *
   * @param param the column
   * @param measure what the basis is orthonormal under
   * @param degree highest polynomial degree
   * @param activityDecided whether another param already says when this one is active
   * @param refinement what it needs beyond polynomials of that degree
   */
  static Basis choose(
      ParamColumn param,
      Measure measure,
      int degree,
      Activity activityDecided,
      Refinement refinement) {
    Basis inner =
        param.type().isNumeric()
            ? numeric(param, measure, degree, refinement)
            : contrast(param, measure);
    int present = param.presentCount();
    if (present == param.size()) {
      return inner;
    }
    double share = (double) present / param.size();
    return new Basis.Conditional(inner, share, activityDecided == Activity.OWN ? 1 : 0);
  }

  private static Basis numeric(
      ParamColumn param, Measure measure, int degree, Refinement refinement) {
    int wanted = degree + refinement.extraDegree();
    int highest = Math.min(wanted, param.distinctCount() - 1 - refinement.cuts().length);
    if (refinement.cuts().length == 0) {
      return new Basis.Polynomial(polynomial(param, measure, highest));
    }
    return new Basis.Stepped(
        stepped(param, measure, polynomial(param, measure, highest), refinement.cuts()));
  }

  private static SteppedFunctions stepped(
      ParamColumn param, Measure measure, OrthonormalPolynomials polynomials, double[] cuts) {
    double[] support = param.support();
    if (measure == Measure.EMPIRICAL) {
      double[] units = presentUnits(param);
      double[] weights = new double[units.length];
      Arrays.fill(weights, 1.0);
      return SteppedFunctions.of(polynomials, cuts, units, weights);
    }
    if (support.length > 0) {
      return SteppedFunctions.of(polynomials, cuts, support, param.supportWeights(support));
    }
    double[] nodes = new double[(cuts.length + 1) * NODES];
    double[] weights = new double[nodes.length];
    for (int piece = 0; piece <= cuts.length; piece++) {
      double low = piece == 0 ? 0 : cuts[piece - 1];
      double high = piece == cuts.length ? 1 : cuts[piece];
      for (int i = 0; i < NODES; i++) {
        nodes[piece * NODES + i] = low + (high - low) * (i + 0.5) / NODES;
        weights[piece * NODES + i] = high - low;
      }
    }
    return SteppedFunctions.of(polynomials, cuts, nodes, weights);
  }

  private static OrthonormalPolynomials polynomial(
      ParamColumn param, Measure measure, int highest) {
    if (measure == Measure.EMPIRICAL) {
      double[] units = presentUnits(param);
      double[] nodes = Arrays.stream(units).distinct().toArray();
      double[] weights = new double[nodes.length];
      int node = 0;
      for (double unit : units) {
        if (unit != nodes[node]) {
          node++;
        }
        weights[node]++;
      }
      return OrthonormalPolynomials.onNodes(nodes, weights, highest);
    }
    double[] support = param.support();
    return support.length > 0
        ? OrthonormalPolynomials.onNodes(support, param.supportWeights(support), highest)
        : OrthonormalPolynomials.legendre(highest);
  }

  private static double[] presentUnits(ParamColumn param) {
    double[] units = new double[param.presentCount()];
    int next = 0;
    for (int run = 0; run < param.size(); run++) {
      double unit = param.coordinate(run);
      if (!Double.isNaN(unit)) {
        units[next++] = unit;
      }
    }
    Arrays.sort(units);
    return units;
  }

  /** Choices nobody used carry no weight: nothing is known about them. */
  private static Basis contrast(ParamColumn param, Measure measure) {
    List<String> choices = param.space().choices();
    double[] counts = new double[choices.size()];
    for (int run = 0; run < param.size(); run++) {
      double index = param.value(run);
      if (!Double.isNaN(index)) {
        counts[(int) index]++;
      }
    }
    int used = param.distinctCount();
    double[] weights = new double[used];
    for (int i = 0; i < used; i++) {
      weights[i] = measure == Measure.UNIFORM ? 1 : counts[i];
    }
    return Basis.Contrast.under(weights);
  }
}
