package dev.almanac.analyses.curvefit;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Many noisy power laws over the same steps, and what fitting them all costs.
 *
 * @param values the curves
 * @param asymptotes their true asymptotes
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
public record ManyCurves(double[][] values, double[] asymptotes) {

  /** Draws curves. */
  public static ManyCurves draw(int curves, int points) {
    SplittableRandom random = new SplittableRandom(7);
    double[][] values = new double[curves][points];
    double[] asymptotes = new double[curves];
    for (int curve = 0; curve < curves; curve++) {
      asymptotes[curve] = .7 + .25 * random.nextDouble();
      double amplitude = .3 + .4 * random.nextDouble();
      double power = .3 + random.nextDouble();
      for (int point = 0; point < points; point++) {
        double noise = .01 * (random.nextDouble() + random.nextDouble() - 1);
        values[curve][point] =
            asymptotes[curve] - amplitude * StrictMath.pow(point + 1.0, -power) + noise;
      }
    }
    return new ManyCurves(values, asymptotes);
  }

  /** Fits one family to every curve, each part of them on a thread; returns the median error. */
  public double fitAll(String family, int threads) {
    Family chosen = Family.valueOf(family.toUpperCase(Locale.ROOT));
    double[] errors = new double[values.length];
    IntStream.range(0, threads)
        .parallel()
        .forEach(
            part -> {
              double[] steps = new double[values[0].length];
              double[] ones = new double[steps.length];
              Arrays.setAll(steps, step -> step + 1);
              Arrays.fill(ones, 1);
              CurveFitter fitter = new CurveFitter(steps, ones);
              StepAxis axis = new StepAxis(0, 1);
              for (int curve = part; curve < values.length; curve += threads) {
                FittedCurve fit = fitter.fit(chosen, values[curve], axis, Bounds.NONE, true);
                errors[curve] = Math.abs(fit.p1() - asymptotes[curve]);
              }
            });
    return OrderStatistics.median(errors);
  }

  /** Writes the curves, one a line, the true asymptote first. */
  public void writeCsv(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int curve = 0; curve < values.length; curve++) {
      StringBuilder line = new StringBuilder().append(asymptotes[curve]);
      for (double value : values[curve]) {
        line.append(',').append(value);
      }
      lines.add(line.toString());
    }
    Files.write(file, lines);
  }
}
