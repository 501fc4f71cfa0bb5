package dev.almanac.reports.delivery.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.reports.archive.CheckedLines;
import dev.almanac.reports.archive.FolderLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of what checks of alerts found: one line for each check that found something new, with a
 * checksum, only ever added to. Also what messages about alerts are made from.
 */
public final class AlertLedger {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path file;
  private final CheckedLines lines;

  /** Names a ledger; the file appears with its first line. */
  public AlertLedger(Path file) {
    this.file = file;
    this.lines = new CheckedLines(file);
  }

  /**
   * What a ledger says.
   *
   * @param entries all that can be read, oldest first
   * @param damages what cannot be read, one sentence each
   */
  public record Content(List<AlertEntry> entries, List<String> damages) {

    /** Copies the lists. */
    public Content {
      entries = List.copyOf(entries);
      damages = List.copyOf(damages);
    }

    /** Returns the newest entry of an alert. */
    public Optional<AlertEntry> last(String alert) {
      return entries.stream()
          .filter(entry -> entry.alert().equals(alert))
          .reduce((first, second) -> second);
    }

    /** Returns the entry whose message has a key. */
    public Optional<AlertEntry> byKey(String key) {
      return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }
  }

  /** Something done while nobody else changes the ledger. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T with(Content content) throws IOException;
  }

  <T extends @Nullable Object> T locked(Work<T> work) throws IOException {
    try (FolderLock lock = FolderLock.acquire(file.resolveSibling("alerts.lock"), PATIENCE)) {
      if (lock == null) {
        throw new IllegalStateException("no lock");
      }
      return work.with(read());
    }
  }

  /** Reads the ledger; empty if there is none. */
  public Content read() throws IOException {
    CheckedLines.Content<AlertEntry> content = lines.read(AlertLedger::entry);
    return new Content(content.entries(), content.damages());
  }

  /** Adds an entry and brings it to the disk. To be called under the lock. */
  void add(AlertEntry entry) throws IOException {
    lines.add(List.of(json(entry)));
  }

  private static ObjectNode json(AlertEntry entry) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("alert", entry.alert());
    json.put("state", entry.state().word());
    json.put("firing", entry.firing());
    json.put("since", entry.since().toString());
    json.put("at", entry.at().toString());
    if (entry.notice() != null) {
      json.put("notice", entry.notice().word());
    }
    json.put("total", entry.rows().total());
    ArrayNode columns = json.putArray("columns");
    entry.rows().columns().forEach(columns::add);
    ArrayNode rows = json.putArray("rows");
    entry.rows().rows().forEach(row -> row.forEach(rows.addArray()::add));
    json.put("message", entry.message());
    return json;
  }

  private static AlertEntry entry(JsonNode json) {
    List<String> columns = new ArrayList<>();
    json.path("columns").forEach(column -> columns.add(column.asText()));
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : json.path("rows")) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell.asText()));
      rows.add(cells);
    }
    return new AlertEntry(
        json.path("alert").asText(),
        AlertEntry.State.of(json.path("state").asText())
            .orElseThrow(() -> new IllegalArgumentException("it has an unknown state")),
        json.path("firing").asBoolean(),
        Instant.parse(json.path("since").asText()),
        Instant.parse(json.path("at").asText()),
        Alert.Notice.of(json.path("notice").asText()).orElse(null),
        new AlertRows(columns, rows, json.path("total").asLong()),
        json.path("message").asText());
  }
}
