package dev.almanac.cli.delivery;

import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.config.DeliverySettings;
import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.archive.ArchiveException;
import dev.almanac.reports.delivery.Channel;
import dev.almanac.reports.delivery.Courier;
import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.Letter;
import dev.almanac.reports.delivery.Outbox;
import dev.almanac.reports.delivery.OutboxEntry;
import dev.almanac.reports.delivery.Postmark;
import dev.almanac.reports.delivery.Senders;
import dev.almanac.reports.delivery.alert.Alert;
import dev.almanac.reports.delivery.alert.AlertEntry;
import dev.almanac.reports.delivery.alert.AlertLedger;
import dev.almanac.reports.delivery.alert.AlertText;
import dev.almanac.reports.delivery.message.Digest;
import dev.almanac.reports.delivery.message.FailureText;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.schedule.Holders;
import dev.almanac.reports.schedule.LedgerEntry;
import dev.almanac.reports.schedule.Schedule;
import dev.almanac.reports.schedule.SlotState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Brings reports and alerts to the channels of {@code almanac.yaml}. */
public final class Deliveries {

  /** A report that fails is tried again soon; from this try on, people are told. */
  private static final int PATIENT_TRIES = 2;

  private final Workplace workplace;
  private final DeliverySettings settings;
  private final Archive archive;
  private final Outbox outbox;
  private final AlertLedger alerts;
  private final Courier courier;
  private final Map<String, Message> made = new LinkedHashMap<>();

  /** Creates them for the channels and the warehouse of a workplace. */
  public Deliveries(Workplace workplace) {
    this.workplace = workplace;
    this.settings = workplace.config().deliveries();
    this.archive = workplace.archive();
    this.outbox = new Outbox(folder(workplace).resolve("outbox.jsonl"));
    this.alerts = new AlertLedger(folder(workplace).resolve("alerts.jsonl"));
    this.courier =
        new Courier(
            outbox,
            workplace.surroundings().clock(),
            Holders.ofProcess(),
            new Senders(workplace.surroundings().clock())::of);
  }

  private static Path folder(Workplace workplace) {
    return workplace.warehouseFolder().resolve("schedule");
  }

  /**
   * Reads what became of every message.
   *
   * @throws IOException if the outbox cannot be read
   */
  public Outbox.Content outbox() throws IOException {
    return outbox.read();
  }

  /** Returns what carries messages to the channels. */
  public Courier courier() {
    return courier;
  }

  /** Returns the ledger of what alerts found. */
  public AlertLedger alerts() {
    return alerts;
  }

  /** Notes who hears of what from now on, so that what was made before is not sent. */
  public void subscribe() throws IOException {
    List<Outbox.Subscription> subscriptions = new ArrayList<>();
    settings
        .bySchedule()
        .forEach((name, channels) -> channels.forEach(c -> subscriptions.add(to(name, c))));
    settings
        .byAlert()
        .forEach(
            (name, channels) ->
                channels.forEach(c -> subscriptions.add(to(AlertEntry.subject(name), c))));
    if (!subscriptions.isEmpty()) {
      courier.subscribe(subscriptions);
    }
  }

  private static Outbox.Subscription to(String subject, Channel channel) {
    return new Outbox.Subscription(subject, channel.name());
  }

  /** Keeps a report that a person made again from being sent by itself. */
  public void withhold(Schedule schedule, String report) throws IOException {
    List<Letter> letters = new ArrayList<>();
    for (Channel channel : settings.of(schedule.name())) {
      letters.add(new Letter(report, channel, Postmark.State.WITHHELD, madeByHand(report)));
    }
    courier.post(letters);
  }

  private static String madeByHand(String revision) {
    return "Made by hand. almanac report send " + revision + " sends it.";
  }

  /** Puts all that is new into the outbox: reports, reports that are missing, alerts. */
  public void post(List<LedgerEntry> ledger) throws IOException {
    Outbox.Content known = outbox.read();
    Map<Outbox.Subscription, Instant> since = known.since();
    List<Letter> letters = new ArrayList<>();
    Map<String, String> firsts = new LinkedHashMap<>();
    for (LedgerEntry entry : ledger) {
      String slot = entry.schedule() + "/" + entry.period();
      String revision = entry.revision();
      String first = revision == null ? firsts.get(slot) : firsts.putIfAbsent(slot, revision);
      boolean again =
          (first != null && !first.equals(revision)) || hasAnother(known, slot, revision);
      for (Channel channel : settings.of(entry.schedule())) {
        Instant from = since.get(to(entry.schedule(), channel));
        if (from != null && !entry.at().isBefore(from)) {
          letter(entry, channel, again).ifPresent(letters::add);
        }
      }
    }
    for (AlertEntry entry : alerts.read().entries()) {
      for (Channel channel : settings.byAlert().getOrDefault(entry.alert(), List.of())) {
        Instant from = since.get(to(AlertEntry.subject(entry.alert()), channel));
        if (entry.notice() != null && from != null && !entry.at().isBefore(from)) {
          letters.add(new Letter(entry.key(), channel, Postmark.State.PENDING, ""));
        }
      }
    }
    courier.post(letters);
  }

  /**
   * Tells whether the outbox has an earlier revision, of which a lost ledger would know nothing.
   */
  private static boolean hasAnother(Outbox.Content known, String slot, @Nullable String revision) {
    return revision != null
        && known.entries().keySet().stream()
            .map(Postmark::message)
            .filter(message -> message.matches(Pattern.quote(slot) + "/r\\d{1,9}"))
            .anyMatch(message -> number(message) < number(revision));
  }

  private static int number(String revision) {
    return Integer.parseInt(revision.substring(revision.lastIndexOf("/r") + 2));
  }

  /**
   * Returns what to tell by a channel.
   *
   * @param again whether the period has an earlier revision, so that a person asked for this one;
   *     ledgers of earlier versions do not say so themselves
   */
  private static Optional<Letter> letter(LedgerEntry entry, Channel channel, boolean again) {
    if (again || entry.asked()) {
      String revision = entry.revision();
      return revision == null
          ? Optional.empty()
          : Optional.of(
              new Letter(revision, channel, Postmark.State.WITHHELD, madeByHand(revision)));
    }
    if (entry.revision() != null) {
      boolean skipped =
          entry.state() == SlotState.SKIPPED_EMPTY
              && channel.empties() == Channel.Empties.SKIP
              && !(channel.destination() instanceof Destination.Ping);
      Postmark.State state = skipped ? Postmark.State.WITHHELD : Postmark.State.PENDING;
      String note = skipped ? "Nothing happened in the period, and empty: skip is set." : "";
      return Optional.of(new Letter(entry.revision(), channel, state, note));
    }
    boolean tells =
        entry.state() == SlotState.FAILED
            && entry.attempt() >= PATIENT_TRIES
            && !(channel.destination() instanceof Destination.Folder);
    return tells
        ? Optional.of(new Letter(FailureText.key(entry), channel, Postmark.State.PENDING, ""))
        : Optional.empty();
  }

  /** Sends all that is due; returns what became of what was tried. */
  public List<OutboxEntry> deliver(List<LedgerEntry> ledger) throws IOException {
    List<Channel> pings = new ArrayList<>();
    List<Channel> others = new ArrayList<>();
    channels().forEach(c -> (c.destination() instanceof Destination.Ping ? pings : others).add(c));
    Courier.Messages messages = key -> message(key, ledger);
    List<OutboxEntry> tried = new ArrayList<>(courier.deliver(others, entry -> true, messages));
    // A sign of life means that people have the report, not only that it was made.
    Outbox.Content now = outbox.read();
    tried.addAll(courier.deliver(pings, entry -> hasArrived(now, entry, pings), messages));
    return tried;
  }

  private boolean hasArrived(Outbox.Content outbox, OutboxEntry ping, List<Channel> pings) {
    Set<String> names = new LinkedHashSet<>();
    pings.forEach(channel -> names.add(channel.name()));
    return FailureText.isKey(ping.mark().message())
        || outbox.of(ping.mark().message()).stream()
            .filter(entry -> !names.contains(entry.mark().channel()))
            .filter(entry -> isMeant(entry.mark()))
            .allMatch(
                entry ->
                    entry.state() == Postmark.State.SENT
                        || entry.state() == Postmark.State.WITHHELD);
  }

  /** Tells whether the channel still has this recipient; nobody waits for those who left. */
  private boolean isMeant(Postmark mark) {
    return channels().stream()
        .anyMatch(
            channel ->
                channel.name().equals(mark.channel())
                    && channel.destination().recipients().contains(mark.recipient()));
  }

  /** Returns the channels that are in use, each once. */
  private List<Channel> channels() {
    Set<Channel> used = new LinkedHashSet<>();
    settings.bySchedule().values().forEach(used::addAll);
    settings.byAlert().values().forEach(used::addAll);
    used.addAll(settings.channels().values());
    return List.copyOf(used);
  }

  /** Returns the message of a key; made once however many channels it has. */
  private Message message(String key, List<LedgerEntry> ledger) throws IOException {
    Message known = made.get(key);
    if (known != null) {
      return known;
    }
    Message message;
    if (AlertEntry.isKey(key)) {
      message = alert(key);
    } else if (FailureText.isKey(key)) {
      message =
          ledger.stream()
              .filter(entry -> entry.state() == SlotState.FAILED)
              .filter(entry -> FailureText.key(entry).equals(key))
              .reduce((first, second) -> second)
              .map(FailureText::of)
              .orElseThrow(() -> new IOException("the ledger has nothing of " + key));
    } else {
      message = report(key);
    }
    made.put(key, message);
    return message;
  }

  /**
   * Returns the message about an archived report.
   *
   * @throws ArchiveException if there is none
   */
  public Message report(String reference) {
    return new Digest(archive, settings.archiveUrl()).of(archive.find(reference));
  }

  private Message alert(String key) throws IOException {
    AlertEntry entry =
        alerts
            .read()
            .byKey(key)
            .orElseThrow(() -> new IOException("the ledger of alerts has nothing of " + key));
    Optional<Alert> alert =
        settings.alerts().stream().filter(one -> one.name().equals(entry.alert())).findFirst();
    ZoneId zone = alert.map(Alert::zone).orElse(workplace.zone(null));
    return new AlertText(settings.archiveUrl())
        .of(entry, alert.map(Alert::description).orElse(""), zone);
  }

  /** Tells whether something that was tried is still to be delivered, or cannot be. */
  public boolean isLeftOver(List<OutboxEntry> tried) throws IOException {
    boolean failed =
        tried.stream()
            .anyMatch(
                entry ->
                    entry.state() == Postmark.State.FAILED
                        || entry.state() == Postmark.State.UNCERTAIN);
    Set<String> names = settings.channels().keySet();
    return failed
        || outbox.read().entries().values().stream()
            .filter(entry -> names.contains(entry.mark().channel()))
            .anyMatch(entry -> entry.state() == Postmark.State.PENDING && entry.attempts() > 0);
  }

  /** Says what became of what was tried: what failed in any case. */
  public void say(List<OutboxEntry> tried) {
    for (OutboxEntry entry : tried) {
      String what = entry.mark().text() + ": ";
      switch (entry.state()) {
        case SENT -> workplace.note("Delivered " + entry.mark().text() + ".");
        case FAILED -> workplace.error("Not delivered: " + what + entry.note() + mended(entry));
        case UNCERTAIN ->
            workplace.error(
                "Not known whether delivered: "
                    + what
                    + entry.note()
                    + " It is not sent again by itself, lest it come twice; look, and if it is not"
                    + " there: "
                    + again(entry.mark()));
        case PENDING ->
            workplace.error(
                "Not delivered yet: "
                    + what
                    + entry.note()
                    + (entry.next() == null ? "" : " Tried again from " + entry.next() + " on."));
        case SENDING, WITHHELD -> workplace.note(what + entry.state().word() + ".");
      }
    }
  }

  private static String again(Postmark mark) {
    return send(mark) + " --again";
  }

  /** Says how a report that was refused goes out after all; alerts and failures pass by. */
  private static String mended(OutboxEntry entry) {
    String key = entry.mark().message();
    boolean isReport = !AlertEntry.isKey(key) && !FailureText.isKey(key);
    return isReport ? " Once that is mended: " + send(entry.mark()) : "";
  }

  private static String send(Postmark mark) {
    return "almanac report send " + mark.message() + " --channel " + mark.channel();
  }
}
