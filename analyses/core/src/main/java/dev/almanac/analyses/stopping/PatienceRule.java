package dev.almanac.analyses.stopping;

import java.util.Locale;

/**
 * Stops a run that has not improved for so long, as the callbacks of Keras and Lightning do; it
 * looks at no other run.
 *
 * @param patience the x to wait for a new best
 */
record PatienceRule(double patience) implements StopRule {

  @Override
  public String family() {
    return "patience";
  }

  @Override
  public String name() {
    return "patience " + Numbers.plain(patience);
  }

  @Override
  public String options() {
    return String.format(Locale.ROOT, "{\"patience\":%s}", Numbers.plain(patience));
  }

  @Override
  public State begin(double[] places) {
    return new State() {
      @Override
      public boolean stops(ReplayedRun run, int place) {
        return run.xAt(place) - run.bestX()[place] >= patience;
      }

      @Override
      public void completed(ReplayedRun run) {}
    };
  }
}
