package dev.almanac.analyses.importance;

/**
 * The Parzen estimate of how counted values spread over the cells of a {@link Domain}: a kernel for
 * each cell with values, weighted by their number, and a flat one of weight {@link #PRIOR}.
 *
 * <p>After Watanabe, Bansal and Hutter, "PED-ANOVA", IJCAI 2023, with the bandwidth of D. W. Scott
 * (Multivariate Density Estimation, 1992) as Optuna 5's ScottParzenEstimator computes it.
 */
final class ParzenGrid {
  /** Weight of the flat kernel against that of one value ({@code _prior_weight}). */
  static final double PRIOR = 1;

  /** Least bandwidth: nine tenths of a kernel stay within its own cell. */
  private static final double LEAST_BANDWIDTH = 0.5 / 1.64;

  private ParzenGrid() {}

  /**
   * Return the probability of each cell.
   *
   * @param counts number of values by cell; at least one is not 0
   * @param ordered whether neighbours are alike, as in a range
   */
  static double[] density(int[] counts, boolean ordered) {
    return ordered ? range(counts) : choices(counts);
  }

  /**
   * Return the bandwidth in cells: 1.059 min(IQR / 1.34, sd) n^(−1/5), and no less than {@link
   * #LEAST_BANDWIDTH}. Quartiles are those of the cumulated counts, with whole-number division.
   */
  static double bandwidth(int[] counts) {
    long total = 0;
    double sum = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      total += counts[cell];
      sum += (double) counts[cell] * cell;
    }
    double mean = sum / total;
    double square = 0;
    long cumulated = 0;
    int first = -1;
    int third = -1;
    int last = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      if (counts[cell] == 0) {
        continue;
      }
      square += counts[cell] * (cell - mean) * (cell - mean);
      cumulated += counts[cell];
      first = first < 0 && cumulated >= total / 4 ? cell : first;
      third = third < 0 && cumulated > total * 3 / 4 ? cell : third;
      last = cell;
    }
    double sd = Math.sqrt(square / Math.max(1, total - 1));
    double range = (third < 0 ? last : third) - first;
    double scott = 1.059 * Math.min(range / 1.34, sd) * Math.pow(total, -0.2);
    return Math.max(scott, LEAST_BANDWIDTH);
  }

  /** Normal kernels of one bandwidth, cut to the range and summed up over each cell. */
  private static double[] range(int[] counts) {
    int cells = counts.length;
    double bandwidth = bandwidth(counts);
    // All centres and cells are whole numbers, so that only their distance matters.
    double[] massAt = new double[cells];
    for (int distance = 0; distance < cells; distance++) {
      massAt[distance] =
          GaussianMass.between((distance - 0.5) / bandwidth, (distance + 0.5) / bandwidth);
    }
    double[] density = new double[cells];
    long total = 0;
    for (int centre = 0; centre < cells; centre++) {
      if (counts[centre] > 0) {
        total += counts[centre];
        double inside =
            GaussianMass.between((-0.5 - centre) / bandwidth, (cells - 0.5 - centre) / bandwidth);
        double weight = counts[centre] / inside;
        for (int cell = 0; cell < cells; cell++) {
          density[cell] += weight * massAt[Math.abs(cell - centre)];
        }
      }
    }
    addFlatKernel(density);
    return scaled(density, total + PRIOR);
  }

  /** The flat kernel is a normal one too: centred in the range and as wide as it. */
  private static void addFlatKernel(double[] density) {
    int cells = density.length;
    double centre = (cells - 1) / 2.0;
    double inside = GaussianMass.between(-0.5, 0.5);
    for (int cell = 0; cell < cells; cell++) {
      double mass =
          GaussianMass.between((cell - 0.5 - centre) / cells, (cell + 0.5 - centre) / cells);
      density[cell] += PRIOR * mass / inside;
    }
  }

  /** Of each choice's kernel a part goes to every other: the prior by the number of kernels. */
  private static double[] choices(int[] counts) {
    int cells = counts.length;
    long total = 0;
    int kernels = 1;
    for (int count : counts) {
      total += count;
      kernels += count > 0 ? 1 : 0;
    }
    double part = PRIOR / kernels;
    double row = 1 + cells * part;
    double everywhere = total * part / row + PRIOR / cells;
    double[] density = new double[cells];
    for (int cell = 0; cell < cells; cell++) {
      density[cell] = everywhere + counts[cell] / row;
    }
    return scaled(density, total + PRIOR);
  }

  private static double[] scaled(double[] density, double total) {
    for (int cell = 0; cell < density.length; cell++) {
      density[cell] /= total;
    }
    return density;
  }
}
