package dev.almanac.bench.truth;

import java.util.List;

/** Test functions of the literature on sensitivity, each with params that do nothing added. */
final class PublishedFunctions {
  private PublishedFunctions() {}

  /** I. M. Sobol's product (Mathematics and Computers in Simulation 55, 2001). */
  static TruthFunction sobolG() {
    double[] a = {0, 1, 4.5, 9, 99, 99};
    return new TruthFunction(
        "sobol-g",
        List.of(
            SearchParam.real(),
            SearchParam.real(),
            SearchParam.log(),
            SearchParam.real(),
            SearchParam.real(),
            SearchParam.real()),
        x -> {
          double product = 1;
          for (int i = 0; i < a.length; i++) {
            product *= (Math.abs(4 * x[i] - 2) + a[i]) / (1 + a[i]);
          }
          return product;
        });
  }

  /** Ishigami and Homma (ISUMA 1990), a = 7, b = .1. */
  static TruthFunction ishigami() {
    return new TruthFunction(
        "ishigami",
        List.of(
            SearchParam.real(),
            SearchParam.real(),
            SearchParam.real(),
            SearchParam.real(),
            SearchParam.choice(3)),
        x -> {
          double x1 = Math.PI * (2 * x[0] - 1);
          double x2 = Math.PI * (2 * x[1] - 1);
          double x3 = Math.PI * (2 * x[2] - 1);
          return Math.sin(x1) * (1 + .1 * Math.pow(x3, 4)) + 7 * Math.pow(Math.sin(x2), 2);
        });
  }

  /** J. H. Friedman, first function (Annals of Statistics 19, 1991). */
  static TruthFunction friedman() {
    return new TruthFunction(
        "friedman",
        List.of(
            SearchParam.real(),
            SearchParam.real(),
            SearchParam.log(),
            SearchParam.real(),
            SearchParam.real(),
            SearchParam.real(),
            SearchParam.choice(4)),
        x ->
            10 * Math.sin(Math.PI * x[0] * x[1])
                + 20 * (x[2] - .5) * (x[2] - .5)
                + 10 * x[3]
                + 5 * x[4]);
  }
}
