package dev.almanac.reports.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.delivery.Channel.Empties;
import dev.almanac.reports.delivery.Channel.IfUncertain;
import dev.almanac.reports.delivery.Outbox.Subscription;
import dev.almanac.reports.delivery.Postmark.State;
import dev.almanac.reports.delivery.Receipt.Later.Scope;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.MessageFixture;
import dev.almanac.reports.schedule.Holders;
import dev.almanac.reports.schedule.LedgerEntry.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CourierTest {

  private static final String KEY = "weekly/2026-W12/r1";
  private static final Instant MONDAY = Instant.parse("2026-03-23T08:00:00Z");

  @TempDir private Path folder = Path.of("");

  private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Receipt> script = new ArrayDeque<>();
  private Instant now = MONDAY;

  private static Channel channel(IfUncertain ifUncertain, String... to) {
    Smtp smtp = new Smtp("localhost", 25, Smtp.Tls.NONE, null, null, null, Duration.ofSeconds(1));
    Destination mail =
        new Destination.Mail(List.of(to), "almanac@example.org", null, null, smtp, 0);
    return new Channel("team", mail, ifUncertain, Empties.SEND, Duration.ofDays(3));
  }

  private static final Channel TEAM = channel(IfUncertain.HOLD, "ana@x.org", "bo@x.org");

  private Outbox outbox() {
    return new Outbox(folder.resolve("outbox.jsonl"));
  }

  private Courier courier() {
    return courier(Holders.ofProcess());
  }

  private Courier courier(Holders holders) {
    return new Courier(
        outbox(), Clock.fixed(now, ZoneOffset.UTC), holders, channel -> new Scripted());
  }

  /** Answers as the test says; then takes everything. */
  private final class Scripted implements Sender {
    @Override
    public List<Preview> preview(Message message, String recipient) {
      return List.of();
    }

    @Override
    public Receipt send(Message message, String recipient) {
      Receipt receipt = script.isEmpty() ? new Receipt.Sent("ok") : script.poll();
      sent.add(message.key() + " " + recipient + " " + receipt.getClass().getSimpleName());
      return receipt;
    }

    @Override
    public Receipt reach() {
      return new Receipt.Sent("there");
    }
  }

  private static Letter letter(Channel channel) {
    return new Letter(KEY, channel, State.PENDING, "");
  }

  private List<OutboxEntry> deliver(Channel channel) throws IOException {
    return courier()
        .deliver(List.of(channel), entry -> true, key -> MessageFixture.of(key, "plain"));
  }

  private List<State> states() throws IOException {
    return outbox().read().of(KEY).stream().map(OutboxEntry::state).toList();
  }

  @Test
  void everyRecipientGetsAMessageOnce() throws IOException {
    courier().post(List.of(letter(TEAM)));
    courier().post(List.of(letter(TEAM)));
    deliver(TEAM);
    deliver(TEAM);

    assertThat(sent).containsExactly(KEY + " ana@x.org Sent", KEY + " bo@x.org Sent");
    assertThat(states()).containsExactly(State.SENT, State.SENT);
  }

  @Test
  void aServerThatIsDownForADayIsTriedUntilItIsUp() throws IOException {
    courier().post(List.of(letter(TEAM)));
    for (int hour = 0; hour < 24; hour++) {
      script.clear();
      script.add(new Receipt.Later("down", null, Scope.CHANNEL));
      deliver(TEAM);
      now = now.plus(Duration.ofHours(1));
    }
    assertThat(states()).containsOnly(State.PENDING);
    script.clear();
    now = now.plus(Duration.ofHours(8));

    deliver(TEAM);

    assertThat(states()).containsExactly(State.SENT, State.SENT);
    assertThat(sent.stream().filter(one -> one.endsWith("Sent"))).hasSize(2);
    assertThat(sent).as("a wait that grows").hasSizeLessThan(24);
  }

  @Test
  void aChannelThatIsDownIsTriedWithOneMessageOnly() throws IOException {
    courier().post(List.of(letter(TEAM)));
    script.add(new Receipt.Later("down", null, Scope.CHANNEL));

    deliver(TEAM);

    assertThat(sent).hasSize(1);
  }

  @Test
  void whatIsRefusedIsNotTriedAgainAndTheOthersGetTheirs() throws IOException {
    courier().post(List.of(letter(TEAM)));
    script.add(new Receipt.Refused("550 no such user"));
    deliver(TEAM);
    now = now.plus(Duration.ofDays(1));
    deliver(TEAM);

    assertThat(sent).containsExactly(KEY + " ana@x.org Refused", KEY + " bo@x.org Sent");
    assertThat(states()).containsExactly(State.FAILED, State.SENT);
  }

  @Test
  void aRefusedLoginIsFinalForAllWhoWaitAndTriedOnce() throws IOException {
    courier().post(List.of(letter(TEAM)));
    script.add(new Receipt.Refused("535 no", Scope.CHANNEL));
    assertThat(deliver(TEAM)).hasSize(2);
    now = now.plus(Duration.ofDays(1));
    deliver(TEAM);

    assertThat(sent).containsExactly(KEY + " ana@x.org Refused");
    assertThat(states()).containsExactly(State.FAILED, State.FAILED);
    assertThat(outbox().read().of(KEY)).extracting(OutboxEntry::attempts).containsExactly(1, 0);
    courier().send(MessageFixture.of(KEY, "plain"), TEAM, Courier.Repeat.NOBODY);
    assertThat(states()).as("once it is mended").containsExactly(State.SENT, State.SENT);
  }

  @Test
  void whatStaysInVainIsGivenUpInTheEnd() throws IOException {
    Channel one = channel(IfUncertain.HOLD, "ana@x.org");
    courier().post(List.of(letter(one)));
    for (int hour = 0; hour < 100; hour++) {
      script.add(new Receipt.Later("451 try later", null, Scope.RECIPIENT));
      deliver(one);
      now = now.plus(Duration.ofHours(1));
    }

    assertThat(states()).containsExactly(State.FAILED);
    assertThat(outbox().read().of(KEY).get(0).note()).contains("Given up", "451 try later");
    assertThat(sent).hasSizeBetween(10, 30);
  }

  @Test
  void aServerThatAsksToWaitIsNotTriedBefore() throws IOException {
    Channel one = channel(IfUncertain.HOLD, "ana@x.org");
    courier().post(List.of(letter(one)));
    script.add(new Receipt.Later("429", Duration.ofHours(2), Scope.CHANNEL));
    deliver(one);
    now = now.plus(Duration.ofMinutes(115));
    deliver(one);
    assertThat(sent).hasSize(1);
    now = now.plus(Duration.ofMinutes(40));
    deliver(one);
    assertThat(states()).containsExactly(State.SENT);
  }

  @Test
  void whatMayHaveArrivedIsHeldOrSentAgainAsTheChannelSays() throws IOException {
    Channel holds = channel(IfUncertain.HOLD, "ana@x.org");
    courier().post(List.of(letter(holds)));
    script.add(new Receipt.Uncertain("no answer"));
    deliver(holds);
    now = now.plus(Duration.ofDays(1));
    deliver(holds);
    assertThat(sent).hasSize(1);
    assertThat(states()).containsExactly(State.UNCERTAIN);

    Files.delete(outbox().file());
    sent.clear();
    Channel resends = channel(IfUncertain.RESEND, "ana@x.org");
    courier().post(List.of(letter(resends)));
    script.add(new Receipt.Uncertain("no answer"));
    deliver(resends);
    now = now.plus(Duration.ofHours(1));
    deliver(resends);
    assertThat(sent).hasSize(2);
    assertThat(states()).containsExactly(State.SENT);
  }

  /** Leaves the outbox as a process leaves it that is killed after so many lines. */
  private void killedAfter(int lines) throws IOException {
    List<String> all = Files.readAllLines(outbox().file());
    Files.write(outbox().file(), all.subList(0, lines));
  }

  private static Holders deadHere() {
    Holder own = Holders.ofProcess().own();
    // No process has this id.
    return new Holders(new Holder(own.host(), 4_194_304_000L, 1));
  }

  @Test
  void aCrashBeforeTheClaimSendsLater() throws IOException {
    Channel one = channel(IfUncertain.HOLD, "ana@x.org");
    courier(deadHere()).post(List.of(letter(one)));

    deliver(one);

    assertThat(sent).hasSize(1);
  }

  @Test
  void aCrashBetweenSendingAndNotingNeverSendsTwice() throws IOException {
    Channel one = channel(IfUncertain.HOLD, "ana@x.org");
    courier(deadHere()).post(List.of(letter(one)));
    courier(deadHere())
        .deliver(List.of(one), entry -> true, key -> MessageFixture.of(key, "plain"));
    // Pending, sending, sent: the last is what the process did not come to.
    killedAfter(2);

    List<OutboxEntry> next = deliver(one);
    deliver(one);

    assertThat(sent).hasSize(1);
    assertThat(next).singleElement().extracting(OutboxEntry::state).isEqualTo(State.UNCERTAIN);
    assertThat(next.get(0).note()).contains("may have been delivered or not");
  }

  @Test
  void aLineThatWasCutOffIsPassedOverAndSendsNothingTwice() throws IOException {
    Channel one = channel(IfUncertain.HOLD, "ana@x.org");
    courier(deadHere()).post(List.of(letter(one)));
    courier(deadHere())
        .deliver(List.of(one), entry -> true, key -> MessageFixture.of(key, "plain"));
    byte[] bytes = Files.readAllBytes(outbox().file());
    Files.write(outbox().file(), java.util.Arrays.copyOf(bytes, bytes.length - 20));

    deliver(one);

    assertThat(sent).hasSize(1);
    assertThat(outbox().read().damages()).hasSize(1);
    assertThat(states()).containsExactly(State.UNCERTAIN);
  }

  @Test
  void aClaimOfALivingProcessIsLeftAlone() throws IOException {
    Channel one = channel(IfUncertain.RESEND, "ana@x.org");
    courier().post(List.of(letter(one)));
    deliver(one);
    killedAfter(2);

    deliver(one);
    assertThat(sent).hasSize(1);
    now = now.plus(Courier.CLAIM).plusSeconds(1);
    deliver(one);
    assertThat(sent).hasSize(2);
  }

  @Test
  void severalCouriersAtOnceSendEachMessageOnce()
      throws IOException, InterruptedException, ExecutionException {
    String[] many = new String[20];
    for (int index = 0; index < many.length; index++) {
      many[index] = "reader" + index + "@x.org";
    }
    Channel all = channel(IfUncertain.HOLD, many);
    courier().post(List.of(letter(all)));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<List<OutboxEntry>>> running = new ArrayList<>();
    for (int index = 0; index < 4; index++) {
      running.add(threads.submit(() -> deliver(all)));
    }
    for (Future<List<OutboxEntry>> one : running) {
      one.get();
    }
    threads.shutdown();

    assertThat(sent).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void aPersonMaySendAgainButHasToSaySo() throws IOException {
    Message message = MessageFixture.of(KEY, "plain");
    courier().send(message, TEAM, Courier.Repeat.NOBODY);
    courier().send(message, TEAM, Courier.Repeat.NOBODY);
    assertThat(sent).hasSize(2);
    courier().send(message, TEAM, Courier.Repeat.EVERYBODY);
    assertThat(sent).hasSize(4);
  }

  @Test
  void whatIsWithheldGoesOutOnlyByHand() throws IOException {
    courier().post(List.of(new Letter(KEY, TEAM, State.WITHHELD, "made by hand")));
    courier().post(List.of(letter(TEAM)));
    deliver(TEAM);
    assertThat(sent).isEmpty();
    courier().send(MessageFixture.of(KEY, "plain"), TEAM, Courier.Repeat.NOBODY);
    assertThat(sent).hasSize(2);
  }

  @Test
  void aMessageThatCannotBeMadeLeavesTheOthers() throws IOException {
    Channel one = channel(IfUncertain.HOLD, "ana@x.org");
    courier().post(List.of(letter(one)));
    courier().post(List.of(new Letter("weekly/2026-W13/r1", one, State.PENDING, "")));

    List<OutboxEntry> tried =
        courier()
            .deliver(
                List.of(one),
                entry -> true,
                key -> {
                  if (key.equals(KEY)) {
                    throw new IOException("the archive is gone");
                  }
                  return MessageFixture.of(key, "plain");
                });

    assertThat(tried).extracting(OutboxEntry::state).containsExactly(State.PENDING, State.SENT);
    assertThat(tried.get(0).note()).contains("the archive is gone");
  }

  @Test
  void aSubscriptionHoldsFromItsFirstDay() throws IOException {
    Subscription weekly = new Subscription("weekly", "team");
    courier().subscribe(List.of(weekly));
    now = now.plus(Duration.ofDays(7));
    courier().subscribe(List.of(weekly, new Subscription("weekly", "chat")));

    assertThat(outbox().read().since())
        .containsEntry(weekly, MONDAY)
        .containsEntry(new Subscription("weekly", "chat"), now);
  }
}
