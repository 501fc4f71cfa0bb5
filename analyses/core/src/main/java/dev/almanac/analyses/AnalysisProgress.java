package dev.almanac.analyses;

/** Hears how far a run of analyses is. Called from the runner's thread. */
public interface AnalysisProgress {

  /** Ignores everything. */
  AnalysisProgress NONE = (kind, done, total) -> {};

  /**
   * Is told after each scope.
   *
   * @param kind the analysis
   * @param done scopes done, those that were up to date not counted
   * @param total scopes to do
   */
  void scopeDone(String kind, int done, int total);

  /** Tells whether to go on; asked between scopes and while waiting for one. */
  default boolean goOn() {
    return true;
  }
}
