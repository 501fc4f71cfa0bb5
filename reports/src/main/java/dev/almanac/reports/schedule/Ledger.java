package dev.almanac.reports.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.reports.archive.CheckedLines;
import dev.almanac.reports.archive.FolderLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file of what came of each period: one line of JSON for each change, with a checksum, only
 * ever added to. The last line of a period holds. A line that is damaged is passed over and
 * reported; what it said of finished reports is in the archive too. Safe for use by several
 * processes and threads.
 */
public final class Ledger {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path file;
  private final CheckedLines lines;

  /** Names a ledger; the file appears with its first entry. */
  public Ledger(Path file) {
    this.file = file;
    this.lines = new CheckedLines(file);
  }

  /**
   * What a ledger says.
   *
   * @param entries all that can be read, oldest first
   * @param damages what cannot be read, one sentence each
   */
  public record Content(List<LedgerEntry> entries, List<String> damages) {

    /** Copies the lists. */
    public Content {
      entries = List.copyOf(entries);
      damages = List.copyOf(damages);
    }

    /** Returns the last entry of each period of a schedule, by id of the period. */
    public Map<String, LedgerEntry> of(String schedule) {
      Map<String, LedgerEntry> last = new LinkedHashMap<>();
      for (LedgerEntry entry : entries) {
        if (entry.schedule().equals(schedule)) {
          last.put(entry.period(), entry);
        }
      }
      return last;
    }

    /** Returns when the newest entry was written, or null if there is none. */
    public @Nullable Instant newest() {
      return entries.stream().map(LedgerEntry::at).max(Instant::compareTo).orElse(null);
    }
  }

  /** Something done while nobody else changes the ledger. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    /** Does it. */
    T with(Content content) throws IOException;
  }

  /** Returns where it is. */
  public Path file() {
    return file;
  }

  /** Does something while nobody else changes the ledger. */
  public <T extends @Nullable Object> T locked(Work<T> work) throws IOException {
    try (FolderLock lock = FolderLock.acquire(file.resolveSibling("ledger.lock"), PATIENCE)) {
      if (lock == null) {
        throw new IllegalStateException("no lock");
      }
      return work.with(read());
    }
  }

  /** Reads the ledger; empty if there is none. */
  public Content read() throws IOException {
    CheckedLines.Content<LedgerEntry> content = lines.read(Ledger::entry);
    List<String> damages =
        content.damages().stream()
            .map(damage -> damage + " Finished reports are known from the archive all the same.")
            .toList();
    return new Content(content.entries(), damages);
  }

  /** Adds an entry and brings it to the disk. To be called under the lock. */
  void add(LedgerEntry entry) throws IOException {
    lines.add(List.of(json(entry)));
  }

  private static ObjectNode json(LedgerEntry entry) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("schedule", entry.schedule());
    json.put("period", entry.period());
    json.put("zone", entry.zone());
    json.put("due", entry.due().toString());
    json.put("state", entry.state().word());
    json.put("attempt", entry.attempt());
    json.put("at", entry.at().toString());
    json.put("host", entry.holder().host());
    json.put("process", entry.holder().process());
    json.put("began", entry.holder().began());
    if (entry.leaseUntil() != null) {
      json.put("lease_until", entry.leaseUntil().toString());
    }
    if (entry.revision() != null) {
      json.put("revision", entry.revision());
      json.put("snapshot", entry.snapshot());
      json.put("sha256", entry.sha256());
      json.put("bytes", entry.bytes());
    }
    json.put("message", entry.message());
    if (entry.asked()) {
      json.put("asked", true);
    }
    return json;
  }

  private static LedgerEntry entry(JsonNode json) {
    String state = json.path("state").asText();
    String lease = text(json, "lease_until");
    return new LedgerEntry(
        json.path("schedule").asText(),
        json.path("period").asText(),
        json.path("zone").asText(),
        Instant.parse(json.path("due").asText()),
        SlotState.of(state)
            .orElseThrow(() -> new IllegalArgumentException("it has an unknown state " + state)),
        json.path("attempt").asInt(),
        Instant.parse(json.path("at").asText()),
        new LedgerEntry.Holder(
            json.path("host").asText(), json.path("process").asLong(), json.path("began").asLong()),
        lease == null ? null : Instant.parse(lease),
        text(json, "revision"),
        text(json, "snapshot"),
        text(json, "sha256"),
        json.path("bytes").asLong(),
        json.path("message").asText(),
        json.path("asked").asBoolean());
  }

  private static @Nullable String text(JsonNode json, String name) {
    return json.hasNonNull(name) ? json.get(name).asText() : null;
  }
}
