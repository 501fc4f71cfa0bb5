package dev.almanac.analyses.stopping;

/** An early-stopping rule with its options. */
interface StopRule {

  /** Returns the kind of rule, a word of {@code stop_rule.family}. */
  String family();

  /** Returns the rule with its options, in words; no two rules of a replay have the same. */
  String name();

  /** Returns the options as JSON with sorted keys. */
  String options();

  /** Begins a replay over some places. */
  State begin(double[] places);

  /** What the rule knows during one replay. Told everything in the order in which it happened. */
  interface State {

    /** Decides about a run that has just logged its value at a place. */
    boolean stops(ReplayedRun run, int place);

    /** Takes notice that a run ended by itself, not stopped. */
    void completed(ReplayedRun run);
  }
}
