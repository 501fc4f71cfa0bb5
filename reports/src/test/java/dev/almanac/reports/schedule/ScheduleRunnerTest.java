package dev.almanac.reports.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.archive.ArchiveException;
import dev.almanac.reports.archive.Draft;
import dev.almanac.reports.archive.Drafts;
import dev.almanac.reports.archive.Revision;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.schedule.Schedule.CatchUp;
import dev.almanac.reports.schedule.Schedule.Retry;
import dev.almanac.reports.schedule.Schedule.Waiting;
import dev.almanac.reports.schedule.ScheduleFixture.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Monday report in Berlin: due at 07:00 UTC in winter, 06:00 in summer. */
final class ScheduleRunnerTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LedgerEntry.Holder ME = new LedgerEntry.Holder("here", 1, 0);

  @TempDir private Path folder;

  private final HandClock clock = new HandClock("2026-03-09T08:00:00Z");
  private Schedule schedule = ScheduleFixture.weekly(BERLIN, "0 8 * * 1");
  private Maker maker = new Maker();

  @BeforeEach
  void begin() {
    maker = new Maker();
  }

  /** Makes small reports, or fails as told. */
  private final class Maker implements SlotWork {
    private final List<String> rendered = new ArrayList<>();
    private List<String> missing = List.of();
    private @Nullable RuntimeException failure;
    private @Nullable Callable<?> before;

    @Override
    public List<String> missingData(List<String> sources, Period period) {
      return missing;
    }

    @Override
    public Draft render(Schedule of, Period period, Instant due, Instant now) throws IOException {
      synchronized (rendered) {
        rendered.add(period.id());
      }
      if (failure != null) {
        throw failure;
      }
      try {
        if (before != null) {
          before.call();
        }
      } catch (Exception exception) {
        throw new IOException(exception);
      }
      return Drafts.due(of.name(), period, due);
    }

    @Override
    public Revision publish(Draft draft) {
      return archive().publish(draft);
    }
  }

  private Archive archive() {
    return new Archive(folder.resolve("reports"));
  }

  private Ledger ledger() {
    return new Ledger(folder.resolve("ledger.jsonl"));
  }

  private ScheduleRunner runner() {
    return runner(ME);
  }

  private ScheduleRunner runner(LedgerEntry.Holder holder) {
    return new ScheduleRunner(ledger(), archive(), clock, new Holders(holder), maker);
  }

  private List<String> run() throws IOException {
    return runner().run(schedule).stream()
        .map(outcome -> outcome.slot().period().id() + " " + outcome.state().word())
        .toList();
  }

  @Test
  void theFirstCallMakesTheNewestReportAndTheSecondNone() throws IOException {
    assertThat(run()).containsExactly("2026-W10 ok");
    assertThat(run()).isEmpty();
    clock.set("2026-03-16T06:59:59Z");
    assertThat(run()).isEmpty();
    clock.set("2026-03-16T07:00:00Z");
    assertThat(run()).containsExactly("2026-W11 ok");
    assertThat(archive().revisions()).hasSize(2);
    LedgerEntry last = ledger().read().of("weekly").get("2026-W11");
    assertThat(last).isNotNull();
    assertThat(last.revision()).isEqualTo("weekly/2026-W11/r1");
    assertThat(last.snapshot()).isEqualTo("42");
  }

  @Test
  void weeksInWhichTheMachineWasOffAreCaughtUpOldestFirst() throws IOException {
    run();
    clock.set("2026-04-08T12:00:00Z");

    assertThat(run()).containsExactly("2026-W11 ok", "2026-W12 ok", "2026-W13 ok", "2026-W14 ok");
    assertThat(run()).isEmpty();
  }

  @Test
  void moreThanTheMostAreNotedAsMissed() throws IOException {
    schedule =
        ScheduleFixture.with(
            BERLIN,
            "0 8 * * 1",
            new CatchUp(CatchUp.Policy.ALL, 2, Duration.ofHours(6)),
            null,
            Retry.DEFAULT);
    run();
    clock.set("2026-04-08T12:00:00Z");

    assertThat(run())
        .containsExactly("2026-W11 missed", "2026-W12 missed", "2026-W13 ok", "2026-W14 ok");
    assertThat(run()).isEmpty();
  }

  @Test
  void latestAndNoneLeaveOutWhatTheySay() throws IOException {
    schedule =
        ScheduleFixture.with(
            BERLIN,
            "0 8 * * 1",
            new CatchUp(CatchUp.Policy.LATEST, 8, Duration.ofHours(6)),
            null,
            Retry.DEFAULT);
    run();
    clock.set("2026-03-25T12:00:00Z");
    assertThat(run()).containsExactly("2026-W11 missed", "2026-W12 ok");

    schedule =
        ScheduleFixture.with(
            BERLIN,
            "0 8 * * 1",
            new CatchUp(CatchUp.Policy.NONE, 8, Duration.ofHours(6)),
            null,
            Retry.DEFAULT);
    clock.set("2026-03-30T12:00:01Z");
    assertThat(run()).containsExactly("2026-W13 missed");
    clock.set("2026-04-06T11:59:00Z");
    assertThat(run()).containsExactly("2026-W14 ok");
  }

  @Test
  void waitsForDataAndThenGoesWithoutIt() throws IOException {
    schedule =
        ScheduleFixture.with(
            BERLIN,
            "0 8 * * 1",
            CatchUp.DEFAULT,
            new Waiting(List.of(), Duration.ofHours(6)),
            Retry.DEFAULT);
    maker.missing = List.of("churn was last read too early.");
    assertThat(run()).containsExactly("2026-W10 waiting");
    assertThat(run()).containsExactly("2026-W10 waiting");
    assertThat(maker.rendered).isEmpty();
    clock.set("2026-03-09T13:00:00Z");
    List<SlotOutcome> outcomes = runner().run(schedule);
    assertThat(outcomes).extracting(SlotOutcome::state).containsExactly(SlotState.DEGRADED);
    assertThat(outcomes.get(0).message()).contains("churn");
    assertThat(run()).isEmpty();
  }

  @Test
  void dataThatComesInTimeMakesItWhole() throws IOException {
    schedule =
        ScheduleFixture.with(
            BERLIN,
            "0 8 * * 1",
            CatchUp.DEFAULT,
            new Waiting(List.of(), Duration.ofHours(6)),
            Retry.DEFAULT);
    maker.missing = List.of("not yet");
    run();
    maker.missing = List.of();
    assertThat(run()).containsExactly("2026-W10 ok");
  }

  @Test
  void aFailureIsTriedAgainSoonAndThenDaily() throws IOException {
    schedule =
        ScheduleFixture.with(
            BERLIN, "0 8 * * 1", CatchUp.DEFAULT, null, new Retry(2, Duration.ofMinutes(10)));
    maker.failure = new IllegalStateException("the disk is full");
    assertThat(run()).containsExactly("2026-W10 failed");
    assertThat(run()).containsExactly("2026-W10 failed");
    assertThat(maker.rendered).hasSize(1);
    clock.set("2026-03-09T08:10:00Z");
    run();
    assertThat(maker.rendered).hasSize(2);
    clock.set("2026-03-09T08:30:00Z");
    run();
    assertThat(maker.rendered).hasSize(3);
    clock.set("2026-03-10T08:00:00Z");
    run();
    assertThat(maker.rendered).hasSize(3);
    clock.set("2026-03-10T08:30:00Z");
    maker.failure = null;
    assertThat(run()).containsExactly("2026-W10 ok");
  }

  @Test
  void oneFailureLeavesTheOtherPeriods() throws IOException {
    run();
    clock.set("2026-03-25T12:00:00Z");
    maker.failure = new ArchiveException("Cannot write to the archive: read-only", null);

    assertThat(run()).containsExactly("2026-W11 failed", "2026-W12 failed");
    assertThat(ledger().read().of("weekly").get("2026-W11"))
        .extracting(LedgerEntry::message)
        .asString()
        .contains("read-only");
  }

  @Test
  void anotherThatIsAtItIsLeftAloneUntilItsLeaseEnds() throws IOException {
    LedgerEntry.Holder elsewhere = new LedgerEntry.Holder("elsewhere", 9, 0);
    claim(elsewhere, clock.instant().plus(ScheduleRunner.LEASE));

    assertThat(runner().run(schedule))
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.slot().action()).isEqualTo(Slot.Action.HELD);
              assertThat(outcome.message()).contains("process 9 on elsewhere");
            });
    clock.set("2026-03-09T08:10:00Z");
    assertThat(run()).containsExactly("2026-W10 ok");
  }

  @Test
  void aProcessOfThisMachineThatDiedIsSeenAtOnce() throws IOException {
    // No Linux has a process of this number.
    claim(new LedgerEntry.Holder("here", 1L << 40, 0), clock.instant().plus(ScheduleRunner.LEASE));

    assertThat(run()).containsExactly("2026-W10 ok");
  }

  private void claim(LedgerEntry.Holder holder, Instant until) throws IOException {
    Ledger ledger = ledger();
    ledger.locked(
        content -> {
          ledger.add(
              new LedgerEntry(
                  "weekly",
                  "2026-W10",
                  "Europe/Berlin",
                  Instant.parse("2026-03-09T07:00:00Z"),
                  SlotState.RUNNING,
                  1,
                  clock.instant(),
                  holder,
                  until,
                  null,
                  null,
                  null,
                  0,
                  "",
                  false));
          return content;
        });
  }

  @Test
  void manySchedulersAtOnceMakeEachReportOnce() throws Exception {
    run();
    clock.set("2026-04-08T12:00:00Z");
    maker.rendered.clear();
    ExecutorService pool = Executors.newFixedThreadPool(5);
    List<Future<?>> all = new ArrayList<>();
    for (int index = 0; index < 5; index++) {
      LedgerEntry.Holder holder = new LedgerEntry.Holder("host" + index, index, 0);
      all.add(pool.submit(() -> runner(holder).run(schedule)));
    }
    for (Future<?> one : all) {
      one.get();
    }
    pool.shutdown();

    assertThat(maker.rendered)
        .containsExactlyInAnyOrder("2026-W11", "2026-W12", "2026-W13", "2026-W14");
    assertThat(archive().revisions()).hasSize(5);
  }

  @Test
  void oneThatWasSilentTooLongDoesNotPublishOverItsSuccessor() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    maker.before =
        () -> {
          if (begun.getCount() > 0) {
            begun.countDown();
            go.await();
          }
          return null;
        };
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<List<SlotOutcome>> slow =
        pool.submit(() -> runner(new LedgerEntry.Holder("slow", 1, 0)).run(schedule));
    begun.await();
    clock.set("2026-03-09T08:11:00Z");
    assertThat(run()).containsExactly("2026-W10 ok");
    go.countDown();
    assertThat(slow.get().get(0).message()).contains("Another process took it over");
    pool.shutdown();

    assertThat(archive().revisions()).hasSize(1);
  }

  @Test
  void aRenderingThatHangsFailsAfterItsTimeout() throws IOException {
    schedule =
        new Schedule(
            "weekly",
            "weekly",
            Cron.parse("0 8 * * 1"),
            BERLIN,
            "last-week",
            CatchUp.DEFAULT,
            null,
            Duration.ZERO,
            Duration.ofMillis(100),
            Retry.DEFAULT,
            List.of(),
            null);
    maker.before =
        () -> {
          new CountDownLatch(1).await();
          return null;
        };

    assertThat(runner().run(schedule))
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.state()).isEqualTo(SlotState.FAILED);
              assertThat(outcome.message()).contains("timeout");
            });
  }

  @Test
  void aLostLedgerIsRecoveredFromTheArchiveAndNothingIsMadeTwice() throws IOException {
    run();
    clock.set("2026-03-16T08:00:00Z");
    run();
    Files.delete(folder.resolve("ledger.jsonl"));
    clock.set("2026-03-23T08:00:00Z");
    maker.rendered.clear();

    run();
    assertThat(maker.rendered).containsExactly("2026-W12");
    assertThat(archive().revisions()).hasSize(3);
    assertThat(ledger().read().of("weekly").get("2026-W11"))
        .extracting(LedgerEntry::state)
        .isEqualTo(SlotState.OK);
  }

  @Test
  void aCrashBetweenArchiveAndLedgerDoesNotMakeItTwice() throws IOException {
    run();
    List<String> lines = Files.readAllLines(folder.resolve("ledger.jsonl"));
    Files.writeString(folder.resolve("ledger.jsonl"), lines.get(0) + "\n");
    clock.set("2026-03-09T09:00:00Z");

    assertThat(run()).containsExactly("2026-W10 ok");
    assertThat(archive().revisions()).hasSize(1);
    assertThat(maker.rendered).hasSize(1);
  }

  @Test
  void aDamagedLedgerIsReportedAndGoesOn() throws IOException {
    run();
    Files.writeString(folder.resolve("ledger.jsonl"), "garbage\n", StandardOpenOption.APPEND);
    clock.set("2026-03-16T08:00:00Z");

    assertThat(run()).containsExactly("2026-W11 ok");
    assertThat(ledger().read().damages()).hasSize(1);
  }

  @Test
  void aClockThatWasSetBackIsSaid() throws IOException {
    run();
    clock.set("2026-03-08T08:00:00Z");

    assertThat(runner().clockProblem()).get().asString().contains("set back", "ledger.jsonl");
    clock.set("2026-03-09T07:58:00Z");
    assertThat(runner().clockProblem()).isEmpty();
  }

  @Test
  void askedForAgainItBecomesARevision() throws IOException {
    run();
    SlotOutcome again = runner().rerun(schedule, Drafts.period("2026-W10"));

    assertThat(again.revision()).isNotNull();
    assertThat(again.revision().name()).isEqualTo("weekly/2026-W10/r2");
    assertThat(run()).isEmpty();
  }

  @Test
  void whatAPersonAskedForIsKnownAsSuchThoughItsProcessDied() throws IOException {
    runner().rerun(schedule, Drafts.period("2026-W10"));
    assertThat(ledger().read().entries()).allMatch(LedgerEntry::asked);
    List<String> lines = Files.readAllLines(folder.resolve("ledger.jsonl"));
    // It died when the archive had the report and the ledger did not.
    Files.writeString(folder.resolve("ledger.jsonl"), lines.get(0) + "\n");
    clock.set("2026-03-09T09:00:00Z");

    assertThat(run()).containsExactly("2026-W10 ok");
    assertThat(maker.rendered).hasSize(1);
    assertThat(ledger().read().entries()).allMatch(LedgerEntry::asked);
  }

  @Test
  void anOldReportMadeByHandMakesNoOtherLookMissed() throws IOException {
    runner().rerun(schedule, Drafts.period("2020-W02"));

    assertThat(run()).containsExactly("2026-W10 ok");
    assertThat(run()).isEmpty();
  }

  @Test
  void byHandItIsNotMadeBesideAnother() throws IOException {
    claim(new LedgerEntry.Holder("elsewhere", 9, 0), clock.instant().plus(ScheduleRunner.LEASE));

    SlotOutcome outcome = runner().rerun(schedule, Drafts.period("2026-W10"));
    assertThat(outcome.slot().action()).isEqualTo(Slot.Action.HELD);
    assertThat(maker.rendered).isEmpty();
  }

  @Test
  void jitterIsTheSameEveryTimeAndWithinBounds() {
    Schedule spread =
        new Schedule(
            "weekly",
            "weekly",
            Cron.parse("0 8 * * 1"),
            BERLIN,
            "last-week",
            CatchUp.DEFAULT,
            null,
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Retry.DEFAULT,
            List.of(),
            null);
    for (Instant due :
        spread.cron().between(Instant.EPOCH, Instant.ofEpochSecond(90_000_000), BERLIN)) {
      Instant begin = spread.beginAt(due);
      assertThat(begin).isBetween(due, due.plusSeconds(599)).isEqualTo(spread.beginAt(due));
    }
  }
}
