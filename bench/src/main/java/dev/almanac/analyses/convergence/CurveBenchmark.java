package dev.almanac.analyses.convergence;

import dev.almanac.analyses.direction.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The features of one noisy power-law curve, and the band of 100 such curves. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CurveBenchmark {

  private static final int CURVES = 100;

  /** Points of a curve. */
  @Param({"200", "10000"})
  public int points = 200;

  private final List<LoggedPoints> logged = new ArrayList<>();
  private final List<Thinning> thinned = new ArrayList<>();

  /** Draws the curves. */
  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(points);
    for (int curve = 0; curve < CURVES; curve++) {
      logged.add(curve(random));
      Curve clean = CurveCleaning.clean(logged.get(curve));
      thinned.add(Thinning.of(clean.x(), clean.y(), 0, clean.size(), CurveBand.MOST_PLACES));
    }
  }

  private LoggedPoints curve(SplittableRandom random) {
    long[] steps = new long[points];
    double[] seconds = new double[points];
    double[] values = new double[points];
    double speed = .3 + random.nextDouble();
    for (int point = 0; point < points; point++) {
      steps[point] = point;
      seconds[point] = point;
      double noise = 1 + .05 * (random.nextDouble() - .5);
      values[point] = (.1 + 2 * StrictMath.pow(point + 1.0, -speed)) * noise;
    }
    return new LoggedPoints(steps, seconds, values);
  }

  /** Cleans one curve and computes its features. */
  @Benchmark
  public CurveFeatures features() {
    return CurveFeatures.of(CurveCleaning.clean(logged.get(0)), Direction.MIN, Optional.empty());
  }

  /** Computes the band of all curves. */
  @Benchmark
  public CurveBand band() {
    return CurveBand.of(thinned);
  }
}
