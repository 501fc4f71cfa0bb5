package dev.almanac.analyses.pooling;

import java.util.Locale;

/** How studies are pooled: what the variance between projects and the interval rest on. */
public enum Estimator {
  /**
   * Paule and Mandel's variance between projects (J. Res. Nat. Bur. Standards 87, 1982) with the
   * interval of Hartung and Knapp (Statistics in Medicine 20, 2001) and Sidik and Jonkman.
   */
  PAULE_MANDEL,
  /**
   * DerSimonian and Laird's variance between projects (Controlled Clinical Trials 7, 1986), cut off
   * at 0, with the normal interval.
   */
  DERSIMONIAN_LAIRD,
  /** No variance between projects, with the normal interval. */
  FIXED;

  /** Returns the word that result tables and {@code almanac.yaml} use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
