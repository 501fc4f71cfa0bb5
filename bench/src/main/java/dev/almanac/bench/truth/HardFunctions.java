package dev.almanac.bench.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Functions that a sceptic would try: what usual models of hyperparameters assume fails here. */
final class HardFunctions {
  private HardFunctions() {}

  /** Three params that do something only all together, and a whole number whose oddness counts. */
  static TruthFunction parity(SplittableRandom random) {
    double together = 1.5 + random.nextDouble();
    double odd = .3 + .4 * random.nextDouble();
    double slope = .5 + random.nextDouble();
    return new TruthFunction(
        "parity",
        List.of(
            SearchParam.real(),
            SearchParam.log(),
            SearchParam.choice(2),
            SearchParam.whole(8),
            SearchParam.real(),
            SearchParam.choice(4)),
        x ->
            together * Math.signum((x[0] - .5) * (x[1] - .5) * (x[2] - .5))
                + ((int) (8 * x[3]) % 2 == 0 ? odd : -odd)
                + slope * x[4] * 2);
  }

  /** A valley in log rate in a plain of failure, where nothing else matters. */
  static TruthFunction plateau(SplittableRandom random) {
    double best = .35 + .3 * random.nextDouble();
    double steep = 10 + 10 * random.nextDouble();
    double other = .3 + .4 * random.nextDouble();
    return new TruthFunction(
        "plateau",
        List.of(
            SearchParam.log(),
            SearchParam.real(),
            SearchParam.whole(5),
            SearchParam.choice(3),
            SearchParam.log(),
            SearchParam.real()),
        x ->
            Math.min(
                1,
                steep * (x[0] - best) * (x[0] - best)
                    + other * x[1] * x[1]
                    + .3 * x[2]
                    + (x[3] < .34 ? .3 : 0)));
  }

  /** Two parents with children of which one decides much, one little and one nothing. */
  static TruthFunction subtree(SplittableRandom random) {
    DoubleUnaryOperator sharp = Shapes.standardised(Shapes.sharp(random), SearchParam.real());
    DoubleUnaryOperator little = Shapes.standardised(Shapes.smooth(random), SearchParam.real());
    double apart = random.nextDouble();
    double weight = .8 + random.nextDouble();
    return new TruthFunction(
        "subtree",
        List.of(
            SearchParam.choice(4),
            SearchParam.under(0),
            SearchParam.under(0),
            SearchParam.choice(2),
            SearchParam.under(3),
            SearchParam.real(),
            SearchParam.whole(6)),
        x ->
            (x[0] < .25 ? apart : x[0] < .5 ? .5 : 0)
                + (Double.isNaN(x[1]) ? 0 : weight * sharp.applyAsDouble(x[1]))
                + (Double.isNaN(x[4]) ? 0 : .3 * little.applyAsDouble(x[4]))
                + x[5]
                + .5 * x[6] * (x[3] < .5 ? 1 : 0));
  }

  /** Twenty-four params of which five matter. */
  static TruthFunction crowd(SplittableRandom random) {
    List<SearchParam> space = new ArrayList<>();
    for (int param = 0; param < 24; param++) {
      space.add(
          switch (param % 4) {
            case 0 -> SearchParam.real();
            case 1 -> SearchParam.log();
            case 2 -> SearchParam.whole(7);
            default -> SearchParam.choice(4);
          });
    }
    DoubleUnaryOperator[] main = new DoubleUnaryOperator[5];
    double[] weight = new double[main.length];
    for (int param = 0; param < main.length; param++) {
      boolean choice = space.get(param).kind() == SearchParam.Kind.CATEGORY;
      main[param] =
          Shapes.standardised(
              choice ? Shapes.table(random) : Shapes.smooth(random), space.get(param));
      weight[param] = .3 + random.nextDouble();
    }
    return new TruthFunction(
        "crowd",
        space,
        x -> {
          double sum = 0;
          for (int param = 0; param < main.length; param++) {
            sum += weight[param] * main[param].applyAsDouble(x[param]);
          }
          return sum;
        });
  }
}
