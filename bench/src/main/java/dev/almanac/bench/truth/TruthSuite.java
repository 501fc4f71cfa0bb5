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
        "triples",
        "additive",
        "categorical",
        "log-scale",
        "interactions",
        "wiggles",
        "regimes",
        "correlated",
        "optimiser",
        "parity",
        "heavy-tails",
        "plateau",
        "subtree",
        "crowd");
  }

  /** Makes one function. */
  static TruthFunction of(String kind, long seed) {
    SplittableRandom random = new SplittableRandom(seed * 31 + kind.hashCode());
    return switch (kind) {
      case "smooth" -> additive(kind, random, Shapes::smooth, .3);
      case "steps" -> additive(kind, random, Shapes::stairs, .15);
      case "sharp" -> additive(kind, random, Shapes::sharp, .1);
      case "quadrants" -> quadrants(random);
      case "training" -> training(random);
      case "conditional" -> conditional(random);
      case "sobol-g" -> PublishedFunctions.sobolG();
      case "ishigami" -> PublishedFunctions.ishigami();
      case "friedman" -> PublishedFunctions.friedman();
      case "triples" -> triples(random);
      case "additive" -> additive(kind, random, Shapes::smooth, 0);
      case "categorical" -> categorical(random);
      case "log-scale" -> logScale(random);
      case "interactions" -> interactions(random);
      case "wiggles" -> additive(kind, random, Shapes::wiggle, .1);
      case "regimes" -> regimes(random);
      case "correlated" ->
          additive(kind, random, Shapes::smooth, .3).sampled(RunSampler.CORRELATED);
      case "optimiser" -> additive(kind, random, Shapes::smooth, .3).sampled(RunSampler.OPTIMISER);
      case "parity" -> HardFunctions.parity(random);
      case "heavy-tails" ->
          additive(kind, random, Shapes::smooth, .3).sampled(RunSampler.HEAVY_TAILED);
      case "plateau" -> HardFunctions.plateau(random);
      case "subtree" -> HardFunctions.subtree(random);
      case "crowd" -> HardFunctions.crowd(random);
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
      main[p] =
          Shapes.standardised(choice ? Shapes.table(random) : shape.draw(random), space.get(p));
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
    DoubleUnaryOperator one = Shapes.standardised(Shapes.smooth(random), SearchParam.real());
    DoubleUnaryOperator two = Shapes.standardised(Shapes.stairs(random), SearchParam.real());
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

  private static TruthFunction categorical(SplittableRandom random) {
    double[][] cells = new double[4][5];
    for (double[] row : cells) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextGaussian();
      }
    }
    DoubleUnaryOperator own = Shapes.standardised(Shapes.table(random), SearchParam.choice(6));
    double slope = 1 + random.nextDouble();
    return new TruthFunction(
        "categorical",
        List.of(
            SearchParam.choice(4),
            SearchParam.choice(5),
            SearchParam.choice(6),
            SearchParam.choice(2),
            SearchParam.choice(12),
            SearchParam.real()),
        x ->
            cells[(int) (4 * x[0])][(int) (5 * x[1])]
                + own.applyAsDouble(x[2])
                + slope * x[5] * (x[3] < .5 ? 1 : -.3));
  }

  /** Other rules hold in each of three regions: three params that matter together. */
  private static TruthFunction regimes(SplittableRandom random) {
    double a = .35 + .3 * random.nextDouble();
    double b = .35 + .3 * random.nextDouble();
    double high = 1 + random.nextDouble();
    return new TruthFunction(
        "regimes",
        List.of(
            SearchParam.real(),
            SearchParam.log(),
            SearchParam.choice(2),
            SearchParam.real(),
            SearchParam.whole(9),
            SearchParam.real()),
        x -> {
          boolean far = x[0] > a;
          boolean deep = x[1] > b;
          if (far && x[2] < .5) {
            return high + (deep ? 1.5 * x[3] : -x[3]);
          }
          return far ? 2 * Math.abs(x[4] - .5) : deep ? 1 - x[3] : .4;
        });
  }

  /** Most of what happens is in the lowest hundredth of each range, as rates and decays have it. */
  private static TruthFunction logScale(SplittableRandom random) {
    double best = .15 + .2 * random.nextDouble();
    double decay = .3 + .2 * random.nextDouble();
    return new TruthFunction(
        "log-scale",
        List.of(
            SearchParam.log(),
            SearchParam.log(),
            SearchParam.log(),
            SearchParam.real(),
            SearchParam.log(),
            SearchParam.whole(6)),
        x ->
            4 * (x[0] - best) * (x[0] - best)
                + 1 / (1 + Math.exp(14 * (x[1] - decay)))
                + .5 * Math.sin(5 * x[2])
                + .4 * x[3]
                + 1.5 * (x[0] - best) * (x[5] - .5));
  }

  private static TruthFunction interactions(SplittableRandom random) {
    double weak = .2 + .3 * random.nextDouble();
    double cut = .4 + .2 * random.nextDouble();
    return new TruthFunction(
        "interactions",
        List.of(
            SearchParam.real(),
            SearchParam.real(),
            SearchParam.log(),
            SearchParam.choice(2),
            SearchParam.choice(2),
            SearchParam.whole(7),
            SearchParam.real()),
        x ->
            4 * (x[0] - .5) * (x[1] - .5)
                + (x[3] < .5 == x[4] < .5 ? .6 : 0)
                + (x[2] > cut ? x[5] : -weak * x[5])
                + weak * x[0]
                + .5 * x[3]);
  }
}
