package dev.almanac.bench.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Makes functions of every kind that hyperparameters show, with random details. */
final class TruthSuite {
  private TruthSuite() {}

  /** Names the kinds. */
  static List<String> kinds() {
    return List.of(
        "smooth",
        "steps",
        "sharp",
        "quadrants",
        "training",
        "conditional",
        "sobol-g",
        "ishigami",
        "friedman",
        "triples");
  }

  /** Makes one function. */
  static TruthFunction of(String kind, long seed) {
    SplittableRandom random = new SplittableRandom(seed * 31 + kind.hashCode());
    return switch (kind) {
      case "smooth" -> additive(kind, random, TruthSuite::smooth, .3);
      case "steps" -> additive(kind, random, TruthSuite::stairs, .15);
      case "sharp" -> additive(kind, random, TruthSuite::sharp, .1);
      case "quadrants" -> quadrants(random);
      case "training" -> training(random);
      case "conditional" -> conditional(random);
      case "sobol-g" -> sobolG();
      case "ishigami" -> ishigami();
      case "friedman" -> friedman();
      case "triples" -> triples(random);
      default -> throw new IllegalArgumentException("No such function: " + kind);
    };
  }

  private interface Shape {
    DoubleUnaryOperator draw(SplittableRandom random);
  }

  private static List<SearchParam> mixed(SplittableRandom random) {
    List<SearchParam> space = new ArrayList<>();
    for (int p = 0; p < 8; p++) {
      space.add(
          switch (random.nextInt(5)) {
            case 0, 1 -> SearchParam.real();
            case 2 -> SearchParam.log();
            case 3 -> SearchParam.whole(3 + random.nextInt(14));
            default -> SearchParam.choice(2 + random.nextInt(5));
          });
    }
    return space;
  }

  private static TruthFunction additive(
      String kind, SplittableRandom random, Shape shape, double pairing) {
    List<SearchParam> space = mixed(random);
    int relevant = 5;
    DoubleUnaryOperator[] main = new DoubleUnaryOperator[relevant];
    double[] weight = new double[relevant];
    for (int p = 0; p < relevant; p++) {
      boolean choice = space.get(p).kind() == SearchParam.Kind.CATEGORY;
      main[p] = standardised(choice ? table(random) : shape.draw(random), space.get(p));
      weight[p] = .2 + random.nextDouble();
    }
    double both = Math.sqrt(pairing) * (.5 + random.nextDouble());
    return new TruthFunction(
        kind,
        space,
        x -> {
          double sum = 0;
          for (int p = 0; p < relevant; p++) {
            sum += weight[p] * main[p].applyAsDouble(x[p]);
          }
          return sum
              + both * main[0].applyAsDouble(x[0]) * main[1].applyAsDouble(x[1])
              + both * main[1].applyAsDouble(x[1]) * main[2].applyAsDouble(x[2]);
        });
  }

  private static TruthFunction quadrants(SplittableRandom random) {
    double a = .3 + .4 * random.nextDouble();
    double b = .3 + .4 * random.nextDouble();
    double c = .3 + .4 * random.nextDouble();
    double main = random.nextDouble();
    return new TruthFunction(
        "quadrants",
        List.of(
            SearchParam.real(),
            SearchParam.log(),
            SearchParam.real(),
            SearchParam.choice(3),
            SearchParam.real(),
            SearchParam.whole(8)),
        x ->
            (x[0] > a && x[1] < b ? 2 : 0)
                + (x[1] > c == x[3] < .34 ? 1 : 0)
                + main * x[2]
                + (x[5] > .5 ? .5 : 0));
  }

  /** A loss: a valley in log rate that moves with the batch, a cliff where training diverges. */
  private static TruthFunction training(SplittableRandom random) {
    double cliff = .75 + .15 * random.nextDouble();
    double best = .4 + .2 * random.nextDouble();
    double height = 1 + random.nextDouble();
    return new TruthFunction(
        "training",
        List.of(
            SearchParam.log(),
            SearchParam.whole(6),
            SearchParam.choice(3),
            SearchParam.real(),
            SearchParam.log(),
            SearchParam.whole(12),
            SearchParam.choice(2)),
        x -> {
          double off = x[0] - best - .3 * (x[1] - .5);
          return 6 * off * off
              + (x[0] > cliff ? height : 0)
              + .5 * Math.exp(-3 * x[5])
              + (x[2] < .34 ? 0 : x[2] < .67 ? .2 : .45)
              + .3 * Math.abs(x[3] - .2)
              + .2 * x[4] * (x[6] < .5 ? 1 : 0);
        });
  }

  private static TruthFunction conditional(SplittableRandom random) {
    DoubleUnaryOperator one = standardised(smooth(random), SearchParam.real());
    DoubleUnaryOperator two = standardised(stairs(random), SearchParam.real());
    double weight = .5 + random.nextDouble();
    double both = random.nextDouble();
    return new TruthFunction(
        "conditional",
        List.of(
            SearchParam.choice(3),
            SearchParam.under(0),
            SearchParam.under(0),
            SearchParam.choice(2),
            SearchParam.under(3),
            SearchParam.log(),
            SearchParam.real()),
        x -> {
          double sum = x[0] < .34 ? 0 : x[0] < .67 ? 1 : .4;
          sum += Double.isNaN(x[1]) ? 0 : weight * one.applyAsDouble(x[1]);
          sum += Double.isNaN(x[2]) ? 0 : two.applyAsDouble(x[2]) * (.6 + both * (x[5] - .5));
          sum += Double.isNaN(x[4]) ? .3 : x[4];
          return sum + 2 * (x[5] - .5) * (x[5] - .5);
        });
  }

  private static TruthFunction sobolG() {
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

  private static TruthFunction ishigami() {
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

  private static TruthFunction friedman() {
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

  private static TruthFunction triples(SplittableRandom random) {
    double cut = .35 + .3 * random.nextDouble();
    return new TruthFunction(
        "triples",
        List.of(
            SearchParam.real(),
            SearchParam.choice(3),
            SearchParam.log(),
            SearchParam.real(),
            SearchParam.whole(5),
            SearchParam.real()),
        x ->
            2 * x[0] * x[2] * (x[1] < .34 ? 2 : 1)
                + (x[3] > cut && x[1] > .34 && x[2] > .5 ? 1.5 : 0)
                + x[4]);
  }

  private static DoubleUnaryOperator smooth(SplittableRandom random) {
    double a = random.nextDouble(-1, 1);
    double rate = random.nextDouble(1, 4);
    double phase = random.nextDouble(0, 6);
    return switch (random.nextInt(4)) {
      case 0 -> u -> a * u + 1.2 * (u - .4) * (u - .4);
      case 1 -> u -> Math.sin(rate * 1.5 * u + phase) + .3 * a * u;
      case 2 -> u -> Math.exp(-rate * u) + .2 * a * u;
      default -> u -> 1 / (1 + Math.exp(-4 * rate * (u - .5)));
    };
  }

  private static DoubleUnaryOperator stairs(SplittableRandom random) {
    int steps = 1 + random.nextInt(3);
    double[] at = random.doubles(steps, .1, .9).toArray();
    double[] height = random.doubles(steps, -1, 1).toArray();
    double slope = random.nextInt(2) * random.nextDouble(-.5, .5);
    return u -> {
      double sum = slope * u;
      for (int i = 0; i < steps; i++) {
        sum += u > at[i] ? height[i] + Math.copySign(.3, height[i]) : 0;
      }
      return sum;
    };
  }

  private static DoubleUnaryOperator sharp(SplittableRandom random) {
    double centre = .2 + .6 * random.nextDouble();
    double rate = random.nextDouble(20, 80);
    return switch (random.nextInt(4)) {
      case 0 -> u -> 1 / (1 + Math.exp(-rate * (u - centre)));
      case 1 -> u -> Math.abs(u - centre);
      case 2 -> u -> Math.max(0, u - centre) + (u > centre ? .1 : 0);
      default -> u -> Math.exp(-rate * (u - centre) * (u - centre));
    };
  }

  private static DoubleUnaryOperator table(SplittableRandom random) {
    double[] level = new double[16];
    for (int i = 0; i < level.length; i++) {
      level[i] = random.nextGaussian();
    }
    return u -> level[(int) (u * 6)];
  }

  private static DoubleUnaryOperator standardised(DoubleUnaryOperator shape, SearchParam param) {
    double mean = 0;
    double square = 0;
    int points = 2000;
    for (int i = 0; i < points; i++) {
      double value = shape.applyAsDouble(param.seen((i + .5) / points));
      mean += value / points;
      square += value * value / points;
    }
    double centre = mean;
    double sd = Math.sqrt(Math.max(1e-12, square - mean * mean));
    return u -> (shape.applyAsDouble(u) - centre) / sd;
  }
}
