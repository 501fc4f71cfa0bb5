package dev.almanac.reports.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.reports.archive.CheckedLines;
import dev.almanac.reports.archive.FolderLock;
import dev.almanac.reports.schedule.LedgerEntry.Holder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file of what is to be sent and what became of it: one line for each change, with a checksum,
 * only ever added to. The last line of a message to a recipient holds. Safe for use by several
 * processes and threads.
 */
public final class Outbox {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path file;
  private final CheckedLines lines;

  /** Names an outbox; the file appears with its first line. */
  public Outbox(Path file) {
    this.file = file;
    this.lines = new CheckedLines(file);
  }

  /**
   * Who hears of what.
   *
   * @param subject name of a schedule or alert
   * @param channel name of the channel
   */
  public record Subscription(String subject, String channel) {}

  /**
   * What an outbox says.
   *
   * @param entries the newest of each message to each recipient, in the order in which they came
   * @param since since when each subscription holds
   * @param damages what cannot be read, one sentence each
   */
  public record Content(
      Map<Postmark, OutboxEntry> entries, Map<Subscription, Instant> since, List<String> damages) {

    /** Copies. */
    public Content {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      since = Map.copyOf(since);
      damages = List.copyOf(damages);
    }

    /** Returns what it says of a message. */
    public List<OutboxEntry> of(String message) {
      return entries.values().stream()
          .filter(entry -> entry.mark().message().equals(message))
          .toList();
    }

    /** Tells whether it knows a message by a channel. */
    boolean knows(String message, String channel) {
      return entries.keySet().stream()
          .anyMatch(mark -> mark.message().equals(message) && mark.channel().equals(channel));
    }
  }

  /** Something done while nobody else changes the outbox. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T with(Content content) throws IOException;
  }

  /** Returns where it is. */
  public Path file() {
    return file;
  }

  <T extends @Nullable Object> T locked(Work<T> work) throws IOException {
    try (FolderLock lock = FolderLock.acquire(file.resolveSibling("outbox.lock"), PATIENCE)) {
      if (lock == null) {
        throw new IllegalStateException("no lock");
      }
      return work.with(read());
    }
  }

  /** Reads the outbox; empty if there is none. */
  public Content read() throws IOException {
    CheckedLines.Content<Line> content = lines.read(Outbox::line);
    Map<Postmark, OutboxEntry> entries = new LinkedHashMap<>();
    Map<Subscription, Instant> since = new LinkedHashMap<>();
    for (Line line : content.entries()) {
      if (line.entry() != null) {
        entries.put(line.entry().mark(), line.entry());
      } else if (line.subscription() != null && line.since() != null) {
        since.put(line.subscription(), line.since());
      }
    }
    List<String> damages =
        content.damages().stream()
            .map(
                damage ->
                    damage
                        + " What it said of a message is not known; if more than this line is"
                        + " damaged, the message may come again.")
            .toList();
    return new Content(entries, since, damages);
  }

  /** Adds entries and brings them to the disk. To be called under the lock. */
  void add(List<OutboxEntry> entries) throws IOException {
    lines.add(entries.stream().map(Outbox::json).toList());
  }

  /** Notes since when subscriptions hold. To be called under the lock. */
  void subscribe(List<Subscription> subscriptions, Instant since) throws IOException {
    List<ObjectNode> notes = new ArrayList<>();
    for (Subscription subscription : subscriptions) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("since", since.toString());
      json.put("subject", subscription.subject());
      json.put("channel", subscription.channel());
      notes.add(json);
    }
    lines.add(notes);
  }

  private record Line(
      @Nullable OutboxEntry entry, @Nullable Subscription subscription, @Nullable Instant since) {}

  private static ObjectNode json(OutboxEntry entry) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("message", entry.mark().message());
    json.put("channel", entry.mark().channel());
    json.put("recipient", entry.mark().recipient());
    json.put("state", entry.state().word());
    json.put("attempts", entry.attempts());
    json.put("first", entry.first().toString());
    json.put("at", entry.at().toString());
    if (entry.next() != null) {
      json.put("next", entry.next().toString());
    }
    json.put("host", entry.holder().host());
    json.put("process", entry.holder().process());
    json.put("began", entry.holder().began());
    json.put("note", entry.note());
    return json;
  }

  private static Line line(JsonNode json) {
    if (json.has("since")) {
      Subscription subscription =
          new Subscription(json.path("subject").asText(), json.path("channel").asText());
      return new Line(null, subscription, Instant.parse(json.path("since").asText()));
    }
    String state = json.path("state").asText();
    OutboxEntry entry =
        new OutboxEntry(
            new Postmark(
                json.path("message").asText(),
                json.path("channel").asText(),
                json.path("recipient").asText()),
            Postmark.State.of(state)
                .orElseThrow(
                    () -> new IllegalArgumentException("it has an unknown state " + state)),
            json.path("attempts").asInt(),
            Instant.parse(json.path("first").asText()),
            Instant.parse(json.path("at").asText()),
            json.hasNonNull("next") ? Instant.parse(json.path("next").asText()) : null,
            new Holder(
                json.path("host").asText(),
                json.path("process").asLong(),
                json.path("began").asLong()),
            json.path("note").asText());
    return new Line(entry, null, null);
  }
}
