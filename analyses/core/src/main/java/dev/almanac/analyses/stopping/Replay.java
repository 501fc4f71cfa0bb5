package dev.almanac.analyses.stopping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Runs in the order in which their values became known.
 *
 * <p>Causal: at each moment a rule knows only what other runs had logged before. Where points have
 * no times, runs count as one after another by their begin. A stopped run logs nothing more, so
 * later decisions do not know what it would have come to; that the machine would have been free for
 * another run is not played.
 *
 * @param runs the runs by number
 * @param places the x where rules decide, rising
 * @param timed whether the points have times
 * @param events number times (2 x places) plus twice the place for a value, plus 1 for the end
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
record Replay(List<ReplayedRun> runs, double[] places, boolean timed, long[] events) {

  /** Rules decide at no more places, so that 2,000 runs are replayed in little time. */
  static final int MOST_PLACES = 64;

  /** Orders the runs; at least one. */
  static Replay of(List<LoggedRun> logged) {
    boolean timed = logged.stream().allMatch(LoggedRun::timed);
    List<LoggedRun> ordered = new ArrayList<>(logged);
    ordered.sort(
        Comparator.comparingDouble((LoggedRun run) -> begin(run, timed))
            .thenComparing(LoggedRun::runKey));
    double[] places = places(ordered);
    List<ReplayedRun> runs = new ArrayList<>();
    for (LoggedRun run : ordered) {
      runs.add(ReplayedRun.of(run, runs.size(), places));
    }
    return new Replay(List.copyOf(runs), places, timed, events(runs, places.length, timed));
  }

  /** Returns the place at which a rule stops each run, by number; -1 where it does not. */
  int[] play(StopRule rule) {
    StopRule.State state = rule.begin(places);
    int[] stops = new int[runs.size()];
    Arrays.fill(stops, -1);
    int width = 2 * places.length;
    for (long event : events) {
      ReplayedRun run = runs.get((int) (event / width));
      if (stops[run.number()] >= 0) {
        continue;
      }
      int place = (int) (event % width) / 2;
      if (event % 2 == 0) {
        // Behind its last point there is nothing to stop.
        stops[run.number()] = state.stops(run, place) ? place : -1;
      } else if (run.run().natural()) {
        state.completed(run);
      }
    }
    return stops;
  }

  private static double begin(LoggedRun run, boolean timed) {
    // NaN sorts last.
    return timed ? run.seconds()[0] : run.startedAt();
  }

  private static double[] places(List<LoggedRun> runs) {
    double[] all =
        runs.stream().flatMapToDouble(run -> Arrays.stream(run.x())).sorted().distinct().toArray();
    if (all.length <= MOST_PLACES) {
      return all;
    }
    double[] places = new double[MOST_PLACES];
    for (int index = 0; index < MOST_PLACES; index++) {
      places[index] = all[(int) ((long) (index + 1) * all.length / MOST_PLACES) - 1];
    }
    return places;
  }

  /** Values of one moment come before ends of that moment: they were not known yet. */
  private static long[] events(List<ReplayedRun> runs, int places, boolean timed) {
    record Event(double time, int kind, int number, int place) {}

    List<Event> events = new ArrayList<>();
    for (ReplayedRun run : runs) {
      double[] seconds = run.run().seconds();
      int last = 0;
      for (int place = 0; place < places; place++) {
        if (run.fresh()[place]) {
          double time = timed ? seconds[run.point()[place]] : run.number();
          events.add(new Event(time, 0, run.number(), place));
          last = place;
        }
      }
      double end = timed ? seconds[seconds.length - 1] : run.number();
      events.add(new Event(end, 1, run.number(), last));
    }
    events.sort(
        Comparator.comparingDouble(Event::time)
            .thenComparingInt(Event::kind)
            .thenComparingInt(Event::number)
            .thenComparingInt(Event::place));
    return events.stream()
        .mapToLong(event -> (long) event.number() * 2 * places + 2L * event.place() + event.kind())
        .toArray();
  }
}
