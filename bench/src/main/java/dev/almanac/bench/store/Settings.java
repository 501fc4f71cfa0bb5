package dev.almanac.bench.store;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The hyperparameters that decide how a generated run goes; the other params are noise on purpose.
 *
 * @param rate learning rate, log-uniform in 1e-5 to 1; best near 3e-3
 * @param batch batch size, a power of two
 * @param decay weight decay, log-uniform
 * @param dropout in steps of 0.05
 * @param layers 1 to 8
 * @param optimizer name; plain SGD learns more slowly
 * @param schedule name; decides the course of the learning rate
 * @param clipped whether gradients are clipped; a high rate without it diverges
 */
record Settings(
    double rate,
    int batch,
    double decay,
    double dropout,
    int layers,
    String optimizer,
    String schedule,
    boolean clipped) {

  private static final List<String> OPTIMIZERS = List.of("adam", "adamw", "sgd", "rmsprop");
  private static final List<String> SCHEDULES = List.of("constant", "cosine", "step");

  static Settings draw(SplittableRandom random) {
    return new Settings(
        significant(StrictMath.pow(10, -5 + 5 * random.nextDouble())),
        1 << (4 + random.nextInt(6)),
        significant(StrictMath.pow(10, -6 + 4 * random.nextDouble())),
        random.nextInt(13) / 20.0,
        1 + random.nextInt(8),
        OPTIMIZERS.get(random.nextInt(OPTIMIZERS.size())),
        SCHEDULES.get(random.nextInt(SCHEDULES.size())),
        random.nextInt(4) > 0);
  }

  boolean diverges() {
    return rate > .3 && !clipped;
  }

  /** Returns the exponent of the learning curve. */
  double speed() {
    double off = StrictMath.log10(rate) + 2.5;
    double speed = .9 * StrictMath.exp(-off * off / 3) + .03 * layers;
    return optimizer.equals("sgd") ? .7 * speed : speed;
  }

  /** Returns what the loss falls to. */
  double floor() {
    double off = dropout - .2;
    return .08 + .6 * off * off + .01 * (8 - layers);
  }

  /** Returns how much the validation loss rises again. */
  double overfitting() {
    return StrictMath.max(0, .3 - dropout - 20 * decay);
  }

  double rateAt(int step, int steps) {
    double done = (double) step / steps;
    return switch (schedule) {
      case "cosine" -> rate * .5 * (1 + StrictMath.cos(StrictMath.PI * done));
      case "step" -> rate * StrictMath.pow(.1, StrictMath.floor(done * 3));
      default -> rate;
    };
  }

  Map<String, String> params(SplittableRandom random, int index) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("learning_rate", PythonText.of(rate));
    params.put("batch_size", String.valueOf(batch));
    params.put("weight_decay", PythonText.of(decay));
    params.put("dropout", PythonText.of(dropout));
    params.put("layers", String.valueOf(layers));
    params.put("optimizer", optimizer);
    params.put("schedule", schedule);
    params.put("clip_gradients", clipped ? "True" : "False");
    params.put("seed", String.valueOf(index % 5));
    params.put("units", String.valueOf(32 * (1 + random.nextInt(16))));
    params.put("activation", random.nextBoolean() ? "relu" : "gelu");
    params.put("momentum", optimizer.equals("sgd") ? PythonText.of(.9) : "None");
    params.put("warmup_steps", String.valueOf(100 * random.nextInt(11)));
    params.put("label_smoothing", PythonText.of(random.nextInt(4) / 20.0));
    params.put("augment", random.nextBoolean() ? "True" : "False");
    params.put("init_scale", PythonText.of(significant(.5 + random.nextDouble())));
    params.put("ema_decay", PythonText.of(random.nextBoolean() ? .999 : .0));
    params.put("train_fraction", PythonText.of(1 - random.nextInt(3) / 10.0));
    params.put("model", "net-" + (char) ('a' + random.nextInt(3)));
    params.put("num_workers", String.valueOf(1 << random.nextInt(4)));
    return params;
  }

  /** Rounds to 4 significant digits, as people write settings. */
  private static double significant(double value) {
    return new BigDecimal(value).round(new MathContext(4)).doubleValue();
  }
}
