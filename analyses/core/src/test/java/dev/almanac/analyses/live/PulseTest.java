package dev.almanac.analyses.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.live.Pulse.State;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PulseTest {

  private static final double BUFFERED = 30;
  private static final double DAY = 86_400;

  @Test
  void runThatLogsEverySecondIsStaleAfterAMinuteAndCrashedAfterADay() {
    Optional<Rhythm> rhythm = Rhythm.of(every(1, 100));

    assertThat(state(20, rhythm)).isEqualTo(State.ALIVE);
    assertThat(state(60, rhythm)).isEqualTo(State.STALE);
    assertThat(state(2 * DAY, rhythm)).isEqualTo(State.CRASHED);
  }

  @Test
  void slowRunIsGivenItsOwnTime() {
    Optional<Rhythm> rhythm = Rhythm.of(every(3_600, 10));

    assertThat(state(2 * 3_600, rhythm)).isEqualTo(State.ALIVE);
    assertThat(state(4 * 3_600, rhythm)).isEqualTo(State.STALE);
  }

  @Test
  void validationPausesBelongToTheRhythm() {
    double[] times = new double[220];
    double time = 0;
    for (int index = 0; index < times.length; index++) {
      time += index % 20 == 0 ? 600 : 1;
      times[index] = time;
    }

    assertThat(state(900, Rhythm.of(times))).isEqualTo(State.ALIVE);
    assertThat(state(3_600, Rhythm.of(times))).isEqualTo(State.STALE);
  }

  @Test
  void oneSuspendedNightDoesNotExcuseAnother() {
    double[] times = every(10, 100);
    for (int index = 50; index < times.length; index++) {
      times[index] += 40_000;
    }

    assertThat(state(3_600, Rhythm.of(times))).isEqualTo(State.STALE);
  }

  @Test
  void fewPointsAreNoRhythmAndWaitADay() {
    Optional<Rhythm> rhythm = Rhythm.of(every(1, 4));

    assertThat(rhythm).isEmpty();
    assertThat(state(3_600, rhythm)).isEqualTo(State.ALIVE);
    assertThat(state(1.5 * DAY, rhythm)).isEqualTo(State.STALE);
    assertThat(state(21 * DAY, rhythm)).isEqualTo(State.CRASHED);
  }

  @Test
  void sourceThatNobodyLookedAtTellsNothing() {
    Pulse pulse =
        Pulse.of(
            1_000,
            "point",
            1_005,
            9_000,
            BUFFERED,
            Rhythm.of(every(1, 100)),
            "before it was looked at");

    assertThat(pulse.state()).isEqualTo(State.UNSEEN);
    assertThat(pulse.evidence())
        .isEqualTo(
            "Last point 5.0 s before it was looked at, usually one every 1.0 s; but nothing new was"
                + " read from its source for 2 h, sync it to know.");
  }

  @Test
  void pointsInTheFutureAreAClockThatDiffers() {
    Pulse pulse =
        Pulse.of(
            8_200,
            "point",
            1_000,
            1_000,
            BUFFERED,
            Rhythm.of(every(1, 100)),
            "before it was looked at");

    assertThat(pulse.state()).isEqualTo(State.ALIVE);
    assertThat(pulse.evidence()).contains("its clock or zone differs");
  }

  @Test
  void runWithoutAnySignIsStale() {
    assertThat(Pulse.of(Double.NaN, "point", 1, 1, BUFFERED, Optional.empty(), "ago").state())
        .isEqualTo(State.STALE);
  }

  @Test
  void rhythmDoesNotDependOnOrderOrRepeatedTimes() {
    double[] times = every(7, 30);
    double[] mixed = IntStream.range(0, 60).mapToDouble(index -> times[(index * 7) % 30]).toArray();

    assertThat(Rhythm.of(mixed)).isEqualTo(Rhythm.of(times));
    assertThat(Rhythm.of(new double[] {Double.NaN, 1, 1, 1})).isEmpty();
  }

  private static State state(double silence, Optional<Rhythm> rhythm) {
    return Pulse.of(1e9, "point", 1e9 + silence, 1e9 + silence, BUFFERED, rhythm, "ago").state();
  }

  private static double[] every(double seconds, int count) {
    double[] times = new double[count];
    Arrays.setAll(times, index -> index * seconds);
    return times;
  }
}
