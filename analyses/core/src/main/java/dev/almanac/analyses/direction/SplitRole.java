package dev.almanac.analyses.direction;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The part of the data that a metric's name says it was measured on. */
public enum SplitRole {
  /** Data held out for choosing between runs. */
  VALIDATION,
  /** Data held out for the end. */
  TEST,
  /** The name does not say. */
  UNMARKED,
  /** Data that the model was fitted to. */
  TRAIN;

  private static final Map<String, SplitRole> WORDS =
      Map.ofEntries(
          Map.entry("val", VALIDATION),
          Map.entry("valid", VALIDATION),
          Map.entry("validation", VALIDATION),
          Map.entry("dev", VALIDATION),
          Map.entry("eval", VALIDATION),
          Map.entry("evaluation", VALIDATION),
          Map.entry("cv", VALIDATION),
          Map.entry("oof", VALIDATION),
          Map.entry("test", TEST),
          Map.entry("testing", TEST),
          Map.entry("holdout", TEST),
          Map.entry("train", TRAIN),
          Map.entry("training", TRAIN),
          Map.entry("tr", TRAIN));

  /** Returns the word that the tables hold. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the role that a lower-case word names, if it names one. */
  static Optional<SplitRole> ofWord(String word) {
    return Optional.ofNullable(WORDS.get(word));
  }
}
