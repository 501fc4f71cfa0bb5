package dev.almanac.analyses.curvefit;

/**
 * The shapes of one family over a grid of its shape parameters, on at most 40 places that stand for
 * all points. Each is centred and of length 1 by weight, so that how much of the values it explains
 * is one scalar product.
 *
 * @param cells logarithms of the shape parameters of each cell; in two dimensions the second
 *     changes fastest
 * @param rows the weighted, normalised shapes
 * @param norms length of each centred shape before it was normalised; 0 if it is constant
 * @param means weighted mean of each shape
 * @param width cells of one value of the first parameter: 1 in one dimension
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
record ShapeGrid(double[][] cells, double[][] rows, double[] norms, double[] means, int width) {

  private static final int CELLS_1D = 64;
  private static final int CELLS_2D = 20;

  /** Below this a shape is as good as constant. */
  private static final double LEAST_NORM = 1e-9;

  /** Fills the grid of a family with one or two shape parameters. */
  static ShapeGrid of(Family family, double[] u, double[] weight) {
    double[][] ranges = ranges(family, u);
    boolean flat = family.shapeParameters() == 1;
    int height = flat ? CELLS_1D : CELLS_2D;
    int width = flat ? 1 : CELLS_2D;
    double[][] cells = new double[height * width][2];
    double[][] rows = new double[height * width][u.length];
    double[] norms = new double[height * width];
    double[] means = new double[height * width];
    double[] logU = logarithms(u);
    double[][] unused = new double[2][u.length];
    for (int cell = 0; cell < cells.length; cell++) {
      cells[cell][0] = between(ranges[0], cell / width, height);
      cells[cell][1] = flat ? 0 : between(ranges[1], cell % width, width);
      family.shape(u, logU, cells[cell], u[0], rows[cell], unused);
      normalise(cell, rows[cell], weight, norms, means);
    }
    return new ShapeGrid(cells, rows, norms, means, width);
  }

  /**
   * Returns the least and the greatest logarithm of each shape parameter that some places can tell
   * from its limits.
   */
  static double[][] ranges(Family family, double[] u) {
    double first = u[0];
    double extent = Math.max(u[u.length - 1] - first, 1e-9 * first);
    double last = first + extent;
    return switch (family) {
      case POW3 -> new double[][] {logs(0.01, 20), logs(1, 1)};
      // From a drop within the first point to a curve that hardly bends.
      case EXP3 -> new double[][] {logs(0.03 / extent, 500 / extent), logs(1, 1)};
      case POW4 -> new double[][] {logs(0.03, 20), logs(0.003 * extent, 20 * extent)};
      case MMF4, WBL4 -> new double[][] {logs(0.1, 12), logs(0.1 * first, 5 * last)};
      case LAST1, ILOG2, VAP3 -> new double[][] {logs(1, 1), logs(1, 1)};
    };
  }

  static double[] logarithms(double[] u) {
    double[] logU = new double[u.length];
    for (int index = 0; index < u.length; index++) {
      logU[index] = Math.log(u[index]);
    }
    return logU;
  }

  private static void normalise(
      int cell, double[] shape, double[] weight, double[] norms, double[] means) {
    double total = 0;
    double sum = 0;
    for (int index = 0; index < shape.length; index++) {
      total += weight[index];
      sum += weight[index] * shape[index];
    }
    double mean = sum / total;
    double squares = 0;
    for (int index = 0; index < shape.length; index++) {
      double distance = shape[index] - mean;
      squares += weight[index] * distance * distance;
    }
    double norm = Math.sqrt(squares);
    boolean constant = !(norm > LEAST_NORM * Math.sqrt(total));
    norms[cell] = constant ? 0 : norm;
    means[cell] = mean;
    for (int index = 0; index < shape.length; index++) {
      shape[index] = constant ? 0 : weight[index] * (shape[index] - mean) / norm;
    }
  }

  private static double between(double[] range, int index, int count) {
    return range[0] + (range[1] - range[0]) * index / (count - 1);
  }

  private static double[] logs(double low, double high) {
    return new double[] {Math.log(low), Math.log(high)};
  }
}
