package dev.almanac.reports.schedule;

import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.archive.Draft;
import dev.almanac.reports.archive.Manifest;
import dev.almanac.reports.archive.Revision;
import dev.almanac.reports.period.Period;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Does what is due, once. Several at once, on one machine or on several that share the ledger,
 * share the work: each period is claimed in the ledger by a lease, which is renewed while its
 * holder lives.
 */
public final class ScheduleRunner {

  /** How long a machine that vanished keeps others from its work. */
  static final Duration LEASE = Duration.ofMinutes(10);

  /** Clocks of machines that share a ledger differ by this much and no more. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final Ledger ledger;
  private final Archive archive;
  private final Clock clock;
  private final Holders holders;
  private final SlotWork work;

  /**
   * Creates a runner.
   *
   * @param work makes the reports
   */
  public ScheduleRunner(Ledger ledger, Archive archive, Clock clock, SlotWork work) {
    this(ledger, archive, clock, Holders.ofProcess(), work);
  }

  ScheduleRunner(Ledger ledger, Archive archive, Clock clock, Holders holders, SlotWork work) {
    this.ledger = ledger;
    this.archive = archive;
    this.clock = clock;
    this.holders = holders;
    this.work = work;
  }

  /** Returns what is to be done about each period of a schedule; changes nothing. */
  public List<Slot> plan(Schedule schedule) throws IOException {
    return plan(schedule, ledger.read());
  }

  private List<Slot> plan(Schedule schedule, Ledger.Content content) {
    Map<String, LedgerEntry> own = content.of(schedule.name());
    return new Planner(
            schedule, own, period -> archive.scheduled(schedule.name(), period), holders::isDead)
        .plan(clock.instant(), own.isEmpty() ? newestArchived(schedule) : null);
  }

  private @Nullable Instant newestArchived(Schedule schedule) {
    Instant newest = null;
    Set<String> periods = new HashSet<>();
    for (Revision revision : archive.revisions(schedule.name())) {
      if (periods.add(revision.period())) {
        Instant due =
            archive.scheduled(schedule.name(), revision.period()).map(Manifest::due).orElse(null);
        newest = due != null && (newest == null || due.isAfter(newest)) ? due : newest;
      }
    }
    return newest;
  }

  /**
   * Says whether the clock is behind what the ledger saw; then nothing should be done.
   *
   * @return what is wrong and what to do, or empty
   */
  public Optional<String> clockProblem() throws IOException {
    Instant newest = ledger.read().newest();
    Instant now = clock.instant();
    if (newest == null || !now.plus(SKEW).isBefore(newest)) {
      return Optional.empty();
    }
    return Optional.of(
        "The clock says "
            + now
            + ", but the ledger was written at "
            + newest
            + ": the clock was set back, or was ahead then. Nothing is done, lest reports are made"
            + " twice. Set the clock; if the ledger is wrong, delete the lines after now from "
            + ledger.file()
            + ".");
  }

  /**
   * Does all that is due of a schedule, oldest first; a failure of one period leaves the others.
   */
  public List<SlotOutcome> run(Schedule schedule) throws IOException {
    List<SlotOutcome> outcomes = new ArrayList<>();
    for (Slot slot : plan(schedule)) {
      switch (slot.action()) {
        case DONE -> {}
        case LATER, HELD ->
            outcomes.add(
                new SlotOutcome(schedule.name(), slot, stateOf(slot), null, slot.reason()));
        case RENDER, MISS, RECOVER -> outcomes.add(claimed(schedule, slot.period().id(), slot));
      }
    }
    return outcomes;
  }

  private static SlotState stateOf(Slot slot) {
    LedgerEntry last = slot.last();
    return last == null ? SlotState.PLANNED : last.state();
  }

  /**
   * Makes the report of a period again, or for the first time, whatever the ledger says of it,
   * unless another process is at it.
   */
  public SlotOutcome rerun(Schedule schedule, Period period) throws IOException {
    Instant now = clock.instant();
    Object claim =
        ledger.locked(
            content -> {
              LedgerEntry last = content.of(schedule.name()).get(period.id());
              // A period that was never due must not make all since then look missed.
              Instant due = last == null ? now : last.due();
              if (last != null && isHeld(last, now)) {
                String reason = "Being made by process " + last.holder().process() + ".";
                Slot held = new Slot(due, period, Slot.Action.HELD, reason, last);
                return new SlotOutcome(schedule.name(), held, SlotState.RUNNING, null, reason);
              }
              return claim(
                  schedule,
                  new Slot(due, period, Slot.Action.RENDER, "Asked for.", last),
                  now,
                  true);
            });
    return claim instanceof SlotOutcome outcome ? outcome : finished(schedule, (Slot) claim);
  }

  private boolean isHeld(LedgerEntry last, Instant now) {
    Instant until = last.leaseUntil();
    return last.state() == SlotState.RUNNING
        && until != null
        && now.isBefore(until)
        && !holders.isDead(last.holder());
  }

  /** Looks again under the lock, since another process may have been faster. */
  private SlotOutcome claimed(Schedule schedule, String period, Slot seen) throws IOException {
    Instant now = clock.instant();
    Object claim =
        ledger.locked(
            content -> {
              Slot slot =
                  plan(schedule, content).stream()
                      .filter(one -> one.period().id().equals(period))
                      .findFirst()
                      .orElse(seen);
              return switch (slot.action()) {
                case RENDER -> claim(schedule, slot, now, false);
                case MISS -> settled(schedule, slot, SlotState.MISSED, slot.reason(), null, false);
                case RECOVER -> recovered(schedule, slot);
                default ->
                    new SlotOutcome(schedule.name(), slot, stateOf(slot), null, slot.reason());
              };
            });
    return claim instanceof SlotOutcome outcome ? outcome : finished(schedule, (Slot) claim);
  }

  private Slot claim(Schedule schedule, Slot slot, Instant now, boolean asked) throws IOException {
    Instant until = now.plus(LEASE);
    int attempt = slot.attempts() + 1;
    ledger.add(entry(schedule, slot, SlotState.RUNNING, attempt, "", null, until, asked));
    return slot;
  }

  private SlotOutcome recovered(Schedule schedule, Slot slot) throws IOException {
    Manifest manifest =
        archive
            .scheduled(schedule.name(), slot.period().id())
            .orElseThrow(() -> new IOException("The archive changed; try again."));
    Revision revision =
        archive.find(schedule.name() + "/" + slot.period().id() + "/r" + manifest.revision());
    SlotState state = SlotState.of(manifest.state()).orElse(SlotState.DEGRADED);
    // Whoever made it may have died between the archive and the ledger.
    boolean asked = slot.last() != null && slot.last().asked();
    return settled(schedule, slot, state, String.join(" ", manifest.reasons()), revision, asked);
  }

  private SlotOutcome finished(Schedule schedule, Slot slot) throws IOException {
    ScheduledExecutorService heart = heartbeat(schedule, slot);
    try {
      List<String> missing = missingData(schedule, slot);
      if (!missing.isEmpty() && isWorthWaiting(schedule, slot)) {
        String reason = "Waiting for data: " + String.join(" ", missing);
        return concluded(schedule, slot, SlotState.WAITING, reason);
      }
      Draft draft = rendered(schedule, slot, missing);
      return published(schedule, slot, draft);
    } catch (IOException | RuntimeException exception) {
      return concluded(schedule, slot, SlotState.FAILED, message(exception));
    } finally {
      heart.shutdownNow();
    }
  }

  private List<String> missingData(Schedule schedule, Slot slot) throws IOException {
    Schedule.Waiting waiting = schedule.waiting();
    return waiting == null ? List.of() : work.missingData(waiting.sources(), slot.period());
  }

  private boolean isWorthWaiting(Schedule schedule, Slot slot) {
    Schedule.Waiting waiting = schedule.waiting();
    return waiting != null && clock.instant().isBefore(slot.due().plus(waiting.maxDelay()));
  }

  private Draft rendered(Schedule schedule, Slot slot, List<String> missing) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    FutureTask<Draft> task =
        new FutureTask<>(() -> work.render(schedule, slot.period(), slot.due(), now));
    Thread thread = new Thread(task, "report " + schedule.name());
    // A rendering that hangs must not keep the process alive.
    thread.setDaemon(true);
    thread.start();
    try {
      Draft draft = task.get(schedule.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return missing.isEmpty() ? draft : draft.degradedBy(missing);
    } catch (TimeoutException exception) {
      thread.interrupt();
      throw new IOException(
          "The report took longer than its timeout of " + schedule.timeout().toSeconds() + " s.",
          exception);
    } catch (InterruptedException exception) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new IOException("The rendering was interrupted.", exception);
    } catch (ExecutionException exception) {
      Throwable cause = exception.getCause();
      if (cause instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IOException(
          "The report could not be rendered: " + (cause == null ? exception : cause), exception);
    }
  }

  /** Publishes under the ledger's lock, so that nobody who took over the claim does it as well. */
  private SlotOutcome published(Schedule schedule, Slot slot, Draft draft) throws IOException {
    return ledger.locked(
        content -> {
          Optional<LedgerEntry> ours = ours(schedule, slot, content);
          if (ours.isEmpty()) {
            return lost(schedule, slot);
          }
          Revision revision = work.publish(draft);
          SlotState state = SlotState.of(draft.state()).orElse(SlotState.DEGRADED);
          String reasons = String.join(" ", draft.reasons());
          return settled(schedule, slot, state, reasons, revision, ours.get().asked());
        });
  }

  private SlotOutcome concluded(Schedule schedule, Slot slot, SlotState state, String message)
      throws IOException {
    return ledger.locked(
        content -> {
          Optional<LedgerEntry> ours = ours(schedule, slot, content);
          return ours.isPresent()
              ? settled(schedule, slot, state, message, null, ours.get().asked())
              : lost(schedule, slot);
        });
  }

  /** Returns this process's claim, unless another process took it over. */
  private Optional<LedgerEntry> ours(Schedule schedule, Slot slot, Ledger.Content content) {
    return Optional.ofNullable(content.of(schedule.name()).get(slot.period().id()))
        .filter(last -> last.state() == SlotState.RUNNING)
        .filter(last -> last.attempt() == slot.attempts() + 1)
        .filter(last -> last.holder().equals(holders.own()));
  }

  private static SlotOutcome lost(Schedule schedule, Slot slot) {
    return new SlotOutcome(
        schedule.name(),
        slot,
        SlotState.RUNNING,
        null,
        "Another process took it over, because this one was silent for too long.");
  }

  private SlotOutcome settled(
      Schedule schedule,
      Slot slot,
      SlotState state,
      String message,
      @Nullable Revision revision,
      boolean asked)
      throws IOException {
    // Waiting is no attempt: data may be late for days.
    boolean counts = state != SlotState.WAITING && state != SlotState.MISSED;
    int attempt = counts ? slot.attempts() + 1 : slot.attempts();
    ledger.add(entry(schedule, slot, state, attempt, message, revision, null, asked));
    return new SlotOutcome(schedule.name(), slot, state, revision, message);
  }

  private LedgerEntry entry(
      Schedule schedule,
      Slot slot,
      SlotState state,
      int attempt,
      String message,
      @Nullable Revision revision,
      @Nullable Instant leaseUntil,
      boolean asked) {
    Manifest manifest = revision == null ? null : archive.manifest(revision);
    Manifest.Digested page = manifest == null ? null : manifest.files().get("index.html");
    return new LedgerEntry(
        schedule.name(),
        slot.period().id(),
        schedule.zone().getId(),
        slot.due(),
        state,
        attempt,
        clock.instant(),
        holders.own(),
        leaseUntil,
        revision == null ? null : revision.name(),
        manifest == null ? null : manifest.snapshot().id(),
        page == null ? null : page.sha256(),
        page == null ? 0 : page.bytes(),
        message,
        asked);
  }

  private ScheduledExecutorService heartbeat(Schedule schedule, Slot slot) {
    ScheduledExecutorService heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease of " + schedule.name());
              thread.setDaemon(true);
              return thread;
            });
    long third = LEASE.toMillis() / 3;
    ScheduledFuture<?> beat =
        heart.scheduleWithFixedDelay(
            () -> renew(schedule, slot), third, third, TimeUnit.MILLISECONDS);
    if (beat.isDone()) {
      throw new IllegalStateException("A lease that is not renewed");
    }
    return heart;
  }

  private void renew(Schedule schedule, Slot slot) {
    try {
      ledger.locked(
          content -> {
            Optional<LedgerEntry> ours = ours(schedule, slot, content);
            if (ours.isPresent()) {
              claim(schedule, slot, clock.instant(), ours.get().asked());
            }
            return content;
          });
    } catch (IOException | RuntimeException exception) {
      // The next beat tries again; if none succeeds, another process takes over, as it should.
      return;
    }
  }

  private static String message(Exception exception) {
    String message = exception.getMessage();
    return message == null || message.isBlank() ? exception.toString() : message;
  }
}
