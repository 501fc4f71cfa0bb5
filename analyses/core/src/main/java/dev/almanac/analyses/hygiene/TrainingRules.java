package dev.almanac.analyses.hygiene;

import dev.almanac.analyses.noise.SeedLikeParams;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What tells how it was trained and what came of it. */
final class TrainingRules {

  private static final Set<String> MODEL_KINDS =
      Set.of("model", "checkpoint", "model-element", "weights");

  private static final Set<String> MODEL_ENDINGS =
      Set.of(
          "pt",
          "pth",
          "ckpt",
          "safetensors",
          "h5",
          "hdf5",
          "keras",
          "pkl",
          "pickle",
          "joblib",
          "onnx",
          "cbm",
          "tflite",
          "gguf",
          "bst",
          "ubj",
          "msgpack",
          "pb");

  /** What stands for "none chosen" where a seed is asked for. */
  private static final Set<String> NO_SEED = Set.of("-1", "false");

  /** What is swept is a part of what was set. */
  private static final double ONLY_SWEPT = 0.75;

  private TrainingRules() {}

  static Optional<Evidence> params(RunFacts facts) {
    List<Fact> counts = facts.of("params").toList();
    long all = counts.stream().mapToLong(Fact::count).sum();
    if (all == 0) {
      return Optional.empty();
    }
    boolean hasConfig =
        facts
            .of("tag")
            .anyMatch(
                fact -> KeyWords.of(fact.name()).hasAny(Set.of("config", "settings", "hparams")));
    boolean onlySwept =
        !hasConfig && counts.stream().allMatch(fact -> fact.extra().equals("sweep"));
    if (all == 1 && !onlySwept) {
      return Optional.of(new Evidence(0.5, "only " + counts.get(0).name()));
    }
    String said = Wording.counted(all, "param", "params");
    return Optional.of(
        onlySwept
            ? new Evidence(
                ONLY_SWEPT,
                said + ", all of them varied by the search; fixed settings are not there")
            : Evidence.full(said));
  }

  static Optional<Evidence> seed(RunFacts facts) {
    return facts
        .named()
        .filter(fact -> SeedLikeParams.choosesRandomness(fact.name()))
        .filter(fact -> !NO_SEED.contains(fact.text().toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(fact -> Evidence.full(fact.said(fact.name() + " = " + Wording.cut(fact.text()))));
  }

  static Optional<Evidence> curve(RunFacts facts) {
    long curves = count(facts, "curve");
    if (curves > 0) {
      return Optional.of(
          Evidence.full(Wording.counted(curves, "metric", "metrics") + " over training"));
    }
    long single = count(facts, "point") + count(facts, "reported");
    return single == 0
        ? Optional.empty()
        : Optional.of(
            new Evidence(
                0.4, Wording.counted(single, "metric", "metrics") + ", each with one value only"));
  }

  static Optional<Evidence> model(RunFacts facts) {
    return facts
        .of("artifact")
        .filter(
            fact ->
                MODEL_KINDS.contains(fact.extra().toLowerCase(Locale.ROOT))
                    || MODEL_ENDINGS.contains(Wording.firstWord(fact.text())))
        .findFirst()
        .map(fact -> Evidence.full(fact.name()));
  }

  static Optional<Evidence> timing(RunFacts facts) {
    boolean started = facts.of("time").anyMatch(fact -> fact.name().equals("started"));
    boolean ended = facts.of("time").anyMatch(fact -> fact.name().equals("ended"));
    if (started && (ended || facts.status().equals("running"))) {
      return Optional.of(Evidence.full(ended ? "start and end" : "start; it is running"));
    }
    if (started || ended) {
      return Optional.of(new Evidence(0.5, started ? "start, no end" : "end, no start"));
    }
    return Optional.empty();
  }

  private static long count(RunFacts facts, String kind) {
    return facts.of(kind).mapToLong(Fact::count).max().orElse(0);
  }
}
