package dev.almanac.analyses.hygiene;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What tells which data went in: version, splits. */
final class DataRules {

  static final Set<String> DATA_WORDS =
      Set.of("data", "dataset", "datasets", "datamodule", "corpus", "dvc", "traindata");

  private static final Set<String> VERSION_WORDS =
      Set.of(
          "version",
          "hash",
          "digest",
          "revision",
          "rev",
          "sha",
          "sha256",
          "md5",
          "fingerprint",
          "snapshot",
          "commit");

  private static final Set<String> SPLIT_WORDS =
      Set.of("split", "splits", "fold", "folds", "holdout");

  private static final List<String> SPLIT_NAMES =
      List.of("test_size", "train_size", "val_size", "valid_size", "validation_size");

  private DataRules() {}

  static Optional<Evidence> version(RunFacts facts) {
    return digest(facts)
        .or(() -> named(facts))
        .or(() -> usedArtifact(facts))
        .or(() -> unversioned(facts));
  }

  static Optional<Evidence> splits(RunFacts facts) {
    List<String> contexts =
        facts
            .withParents("dataset")
            .map(Fact::extra)
            .filter(text -> !text.isEmpty())
            .distinct()
            .sorted()
            .toList();
    if (contexts.size() > 1) {
      return Optional.of(Evidence.full("datasets for " + Wording.listed(contexts)));
    }
    Optional<Evidence> described =
        facts
            .named()
            .filter(fact -> isSplit(fact.name()))
            .findFirst()
            .map(fact -> Evidence.full(fact.said(fact.name() + " = " + Wording.cut(fact.text()))));
    if (described.isPresent()) {
      return described;
    }
    if (contexts.size() == 1) {
      return Optional.of(new Evidence(0.5, "a dataset for " + contexts.get(0) + " alone"));
    }
    return facts
        .of("evaluated")
        .findFirst()
        .map(
            fact ->
                new Evidence(
                    0.5,
                    "evaluated apart ("
                        + Wording.cut(fact.name())
                        + "), the split is not described"));
  }

  private static Optional<Evidence> digest(RunFacts facts) {
    return facts
        .withParents("dataset")
        .filter(fact -> !fact.text().isEmpty())
        .findFirst()
        .map(
            fact ->
                Evidence.full(
                    fact.said(
                        "dataset " + fact.name() + " with digest " + Wording.cut(fact.text()))));
  }

  private static Optional<Evidence> named(RunFacts facts) {
    return facts
        .named()
        .filter(
            fact -> {
              KeyWords words = KeyWords.of(fact.name());
              return words.hasAny(DATA_WORDS) && words.hasAny(VERSION_WORDS);
            })
        .findFirst()
        .map(fact -> Evidence.full(fact.said(fact.name() + " = " + Wording.cut(fact.text()))));
  }

  /** Artifacts that a run used have versions; of MLflow, what a run used so are its models. */
  private static Optional<Evidence> usedArtifact(RunFacts facts) {
    return facts
        .withParents("lineage")
        .filter(fact -> fact.name().equals("input") && !facts.tracker().equals("mlflow"))
        .findFirst()
        .map(fact -> Evidence.full(fact.said("used artifact " + Wording.cut(fact.text()))));
  }

  private static Optional<Evidence> unversioned(RunFacts facts) {
    Optional<Evidence> dataset =
        facts
            .withParents("dataset")
            .findFirst()
            .map(
                fact ->
                    new Evidence(0.5, fact.said("dataset " + fact.name() + ", without a version")));
    return dataset.or(
        () ->
            facts
                .named()
                .filter(fact -> !fact.text().matches("(?i)true|false|-?[0-9.]+"))
                .filter(fact -> KeyWords.of(fact.name()).hasAny(DATA_WORDS))
                .findFirst()
                .map(
                    fact ->
                        new Evidence(
                            0.5,
                            fact.said(
                                fact.name()
                                    + " = "
                                    + Wording.cut(fact.text())
                                    + ", without a version"))));
  }

  private static boolean isSplit(String key) {
    String lower = key.toLowerCase(java.util.Locale.ROOT);
    return KeyWords.of(key).hasAny(SPLIT_WORDS) || SPLIT_NAMES.stream().anyMatch(lower::endsWith);
  }
}
