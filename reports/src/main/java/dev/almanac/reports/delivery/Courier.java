package dev.almanac.reports.delivery;

import dev.almanac.reports.delivery.Outbox.Subscription;
import dev.almanac.reports.delivery.Postmark.State;
import dev.almanac.reports.delivery.Receipt.Later.Scope;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.schedule.Holders;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is in the outbox. Each message to each recipient is claimed in the outbox before it is
 * sent and settled after, so that several couriers share the work and nobody gets it twice. A
 * courier that dies between the two leaves a claim, of which nobody can know whether the message
 * went out: then the channel says whether it is sent again or kept back.
 */
public final class Courier {

  /** How long a claim of a machine that vanished is left alone. */
  static final Duration CLAIM = Duration.ofMinutes(15);

  private final Outbox outbox;
  private final Clock clock;
  private final Holders holders;
  private final Function<Channel, Sender> senders;

  /**
   * Creates a courier.
   *
   * @param senders opens the sender of a channel
   */
  public Courier(Outbox outbox, Clock clock, Holders holders, Function<Channel, Sender> senders) {
    this.outbox = outbox;
    this.clock = clock;
    this.holders = holders;
    this.senders = senders;
  }

  /** Makes the message of a key, from what is kept of it. */
  @FunctionalInterface
  public interface Messages {
    /** Makes it. */
    Message of(String key) throws IOException;
  }

  /** Notes who hears of what from now on; what is known already stays as it is. */
  public void subscribe(List<Subscription> subscriptions) throws IOException {
    outbox.locked(
        content -> {
          List<Subscription> unknown =
              subscriptions.stream().filter(one -> !content.since().containsKey(one)).toList();
          if (!unknown.isEmpty()) {
            outbox.subscribe(unknown, clock.instant());
          }
          return unknown;
        });
  }

  /** Puts letters into the outbox, once: those that it knows are passed over. */
  public void post(List<Letter> letters) throws IOException {
    if (letters.isEmpty()) {
      return;
    }
    outbox.locked(
        content -> {
          List<OutboxEntry> fresh = new ArrayList<>();
          for (Letter letter : letters) {
            if (!content.knows(letter.message(), letter.channel().name())) {
              fresh.addAll(entries(letter));
            }
          }
          if (!fresh.isEmpty()) {
            outbox.add(fresh);
          }
          return fresh;
        });
  }

  private List<OutboxEntry> entries(Letter letter) {
    Instant now = clock.instant();
    return letter.channel().destination().recipients().stream()
        .map(
            recipient ->
                new OutboxEntry(
                    new Postmark(letter.message(), letter.channel().name(), recipient),
                    letter.state(),
                    0,
                    now,
                    now,
                    null,
                    holders.own(),
                    letter.note()))
        .toList();
  }

  /**
   * Sends all that is due by some channels.
   *
   * @param ready what may go out now; the rest stays for later
   * @return what became of what was tried, in order
   */
  public List<OutboxEntry> deliver(
      List<Channel> channels, Predicate<OutboxEntry> ready, Messages messages) throws IOException {
    List<OutboxEntry> done = new ArrayList<>();
    for (Channel channel : channels) {
      done.addAll(settleLostClaims(channel));
      withholdFromFormer(channel);
      List<OutboxEntry> due =
          outbox.read().entries().values().stream()
              .filter(entry -> entry.mark().channel().equals(channel.name()))
              .filter(entry -> entry.isDue(clock.instant()) && ready.test(entry))
              .toList();
      done.addAll(deliver(channel, due, messages, false));
    }
    return done;
  }

  /** Keeps back what is pending for those whom the channel does not name any more. */
  private void withholdFromFormer(Channel channel) throws IOException {
    List<String> recipients = channel.destination().recipients();
    outbox.locked(
        content -> {
          List<OutboxEntry> former =
              content.entries().values().stream()
                  .filter(entry -> entry.mark().channel().equals(channel.name()))
                  .filter(entry -> entry.state() == State.PENDING)
                  .filter(entry -> !recipients.contains(entry.mark().recipient()))
                  .map(this::withheld)
                  .toList();
          if (!former.isEmpty()) {
            outbox.add(former);
          }
          return former;
        });
  }

  private OutboxEntry withheld(OutboxEntry entry) {
    return new OutboxEntry(
        entry.mark(),
        State.WITHHELD,
        entry.attempts(),
        entry.first(),
        clock.instant(),
        null,
        holders.own(),
        "No longer among the recipients of the channel.");
  }

  /**
   * Sends one message by a channel to those who do not have it yet.
   *
   * @param repeat whom to send it to as well
   * @return what became of it for each recipient; who has it already is not tried
   */
  public List<OutboxEntry> send(Message message, Channel channel, Repeat repeat)
      throws IOException {
    List<OutboxEntry> all = new ArrayList<>();
    for (OutboxEntry lost : settleLostClaims(channel)) {
      if (!lost.mark().message().equals(message.key())) {
        all.add(lost);
      }
    }
    postToNew(new Letter(message.key(), channel, State.PENDING, ""));
    List<String> recipients = channel.destination().recipients();
    List<OutboxEntry> open = new ArrayList<>();
    for (OutboxEntry entry : outbox.read().of(message.key())) {
      if (entry.mark().channel().equals(channel.name())
          && recipients.contains(entry.mark().recipient())) {
        boolean settled = entry.state() == State.SENT || entry.state() == State.UNCERTAIN;
        (settled && repeat == Repeat.NOBODY ? all : open).add(entry);
      }
    }
    all.addAll(deliver(channel, open, key -> message, true));
    return all;
  }

  /** Puts a letter into the outbox for those of its recipients who have none of it yet. */
  private void postToNew(Letter letter) throws IOException {
    outbox.locked(
        content -> {
          List<OutboxEntry> fresh =
              entries(letter).stream()
                  .filter(entry -> !content.entries().containsKey(entry.mark()))
                  .toList();
          if (!fresh.isEmpty()) {
            outbox.add(fresh);
          }
          return fresh;
        });
  }

  /** Whom a message is sent to beside those who do not have it yet. */
  public enum Repeat {
    /** Nobody. */
    NOBODY,
    /** Those who have it or may have it: they get it twice. */
    EVERYBODY
  }

  private List<OutboxEntry> deliver(
      Channel channel, List<OutboxEntry> due, Messages messages, boolean byHand)
      throws IOException {
    List<OutboxEntry> done = new ArrayList<>();
    if (due.isEmpty()) {
      return done;
    }
    @Nullable Receipt refusal = null;
    try (Sender sender = senders.apply(channel)) {
      for (OutboxEntry entry : due) {
        if (refusal != null) {
          done.add(settled(channel, entry, entry, refusal));
          continue;
        }
        Message message;
        try {
          message = messages.of(entry.mark().message());
        } catch (IOException | RuntimeException exception) {
          done.add(settled(channel, entry, tried(entry), unreadable(exception)));
          continue;
        }
        Optional<OutboxEntry> claim = claimed(entry, byHand);
        if (claim.isEmpty()) {
          continue;
        }
        Receipt receipt = sent(sender, message, entry.mark().recipient());
        done.add(settled(channel, claim.get(), claim.get(), receipt));
        if (receipt instanceof Receipt.Later later && later.scope() == Scope.CHANNEL) {
          break;
        }
        if (receipt instanceof Receipt.Refused refused && refused.scope() == Scope.CHANNEL) {
          // A wrong password, tried for every recipient, would lock the account.
          refusal = refused;
        }
      }
    }
    return done;
  }

  private static Receipt unreadable(Exception exception) {
    return new Receipt.Later(
        "The message could not be made: " + exception.getMessage(), null, Scope.RECIPIENT);
  }

  private static Receipt sent(Sender sender, Message message, String recipient) {
    try {
      return sender.send(message, recipient);
    } catch (RuntimeException exception) {
      return new Receipt.Uncertain("Sending broke off in an unforeseen way: " + exception);
    }
  }

  /** Claims a message, unless somebody else did since it was read. */
  private Optional<OutboxEntry> claimed(OutboxEntry entry, boolean byHand) throws IOException {
    return outbox.locked(
        content -> {
          boolean unchanged = entry.equals(content.entries().get(entry.mark()));
          boolean wanted = byHand ? !isHeld(entry) : entry.isDue(clock.instant());
          if (!unchanged || !wanted) {
            return Optional.empty();
          }
          OutboxEntry claim = tried(entry);
          outbox.add(List.of(claim));
          return Optional.of(claim);
        });
  }

  private OutboxEntry tried(OutboxEntry entry) {
    return new OutboxEntry(
        entry.mark(),
        State.SENDING,
        entry.attempts() + 1,
        entry.first(),
        clock.instant(),
        null,
        holders.own(),
        "");
  }

  private boolean isHeld(OutboxEntry entry) {
    return entry.state() == State.SENDING
        && !holders.isDead(entry.holder())
        && clock.instant().isBefore(entry.at().plus(CLAIM));
  }

  /**
   * Notes what came of a claim, unless another process settled it meanwhile and this one did not
   * send: what the other noted must stand.
   *
   * @param expected what the outbox said when this process took the message up
   */
  private OutboxEntry settled(
      Channel channel, OutboxEntry expected, OutboxEntry claim, Receipt receipt)
      throws IOException {
    Instant now = clock.instant();
    State state = State.SENT;
    Instant next = null;
    String note = receipt.message();
    if (receipt instanceof Receipt.Refused) {
      state = State.FAILED;
    } else if (receipt instanceof Receipt.Uncertain
        && channel.ifUncertain() == Channel.IfUncertain.HOLD) {
      state = State.UNCERTAIN;
    } else if (!(receipt instanceof Receipt.Sent)) {
      Duration asked = receipt instanceof Receipt.Later later ? later.after() : null;
      next = Backoff.next(claim.mark(), claim.attempts(), now, asked);
      state = State.PENDING;
      if (next.isAfter(claim.first().plus(channel.patience()))) {
        state = State.FAILED;
        next = null;
        note = "Given up after " + claim.attempts() + " tries. " + note;
      }
    }
    OutboxEntry entry =
        new OutboxEntry(
            claim.mark(), state, claim.attempts(), claim.first(), now, next, holders.own(), note);
    return outbox.locked(
        content -> {
          OutboxEntry current = content.entries().get(claim.mark());
          boolean sent = receipt instanceof Receipt.Sent;
          if (current != null && !current.equals(expected) && !sent) {
            return current;
          }
          outbox.add(List.of(entry));
          return entry;
        });
  }

  /** Decides about claims whose holders died. */
  private List<OutboxEntry> settleLostClaims(Channel channel) throws IOException {
    return outbox.locked(
        content -> {
          List<OutboxEntry> lost = new ArrayList<>();
          for (OutboxEntry entry : content.entries().values()) {
            boolean open =
                entry.state() == State.SENDING && entry.mark().channel().equals(channel.name());
            if (open && !isHeld(entry)) {
              lost.add(decided(channel, entry));
            }
          }
          if (!lost.isEmpty()) {
            outbox.add(lost);
          }
          return lost.stream().filter(entry -> entry.state() == State.UNCERTAIN).toList();
        });
  }

  private OutboxEntry decided(Channel channel, OutboxEntry entry) {
    boolean again = channel.ifUncertain() == Channel.IfUncertain.RESEND;
    return new OutboxEntry(
        entry.mark(),
        again ? State.PENDING : State.UNCERTAIN,
        entry.attempts(),
        entry.first(),
        clock.instant(),
        null,
        holders.own(),
        "The process that was sending it ended in the midst: it may have been delivered or not.");
  }
}
