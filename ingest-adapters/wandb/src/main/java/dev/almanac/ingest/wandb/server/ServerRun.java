package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.wandb.WandbStates;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of a run besides its history. Pure.
 *
 * @param node the run as the server describes it
 */
record ServerRun(JsonValue node) {

  /** Returns the run's id. */
  String id() {
    return node.get("name").asText();
  }

  RunStatus status() {
    return WandbStates.status(node.get("state").text());
  }

  /** Returns whether the run may still grow. */
  boolean isLive() {
    return status() == RunStatus.RUNNING || status() == RunStatus.SCHEDULED;
  }

  /** Returns the number of rows of the history; -1 if the server does not say. */
  long historyRows() {
    Long rows = node.get("historyLineCount").integer();
    return rows == null ? -1 : rows;
  }

  /** Returns the number of rows of system metrics; -1 if the server does not say. */
  long eventRows() {
    Long rows = node.get("eventsLineCount").integer();
    return rows == null ? -1 : rows;
  }

  /** Returns the number of files; -1 if the server does not say. */
  long files() {
    Long files = node.get("fileCount").integer();
    return files == null ? -1 : files;
  }

  /** Returns the last step of the history, or null if the server does not say. */
  @Nullable Long lastStep() throws IOException {
    Long stated = node.get("historyKeys").get("lastStep").integer();
    return stated != null ? stated : summary().get("_step").integer();
  }

  /**
   * Returns the config, which the server keeps as text.
   *
   * @throws IOException if it is no JSON
   */
  JsonValue config() throws IOException {
    return document("config");
  }

  /** Returns the summary, which the server keeps as text. */
  JsonValue summary() throws IOException {
    return document("summaryMetrics");
  }

  private JsonValue document(String field) throws IOException {
    JsonValue value = node.get(field);
    String text = value.text();
    if (text == null || text.isBlank()) {
      return value;
    }
    try {
      return JsonText.parse(text);
    } catch (IOException malformed) {
      throw new IOException("the " + field + " is no JSON: " + malformed.getMessage(), malformed);
    }
  }

  /** Returns a fact that is a text, or "". */
  String text(String field) {
    String text = node.get(field).text();
    return text == null ? "" : text;
  }

  List<String> tags() {
    List<String> tags = new ArrayList<>();
    node.get("tags").elements().forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  /** Returns a fingerprint of what the listing tells, and of the sweep that the run is of. */
  String fingerprint(@Nullable String sweep) {
    Fingerprint fingerprint = new Fingerprint();
    for (Map.Entry<String, JsonValue> field : node.entries().entrySet()) {
      switch (field.getKey()) {
        case "config", "summaryMetrics" -> document(field, fingerprint);
        case "historyKeys", "parquetHistory" -> {}
        default -> fingerprint.row("run", field.getKey(), field.getValue().toJson());
      }
    }
    fingerprint.row("sweep", sweep);
    return fingerprint.text();
  }

  /** The order of the entries may differ from answer to answer. */
  private void document(Map.Entry<String, JsonValue> field, Fingerprint fingerprint) {
    try {
      document(field.getKey())
          .entries()
          .forEach((key, value) -> fingerprint.row(field.getKey(), key, value.toJson()));
    } catch (IOException malformed) {
      fingerprint.row(field.getKey(), null, field.getValue().toJson());
    }
  }

  /** Returns a hash of what an append cannot undo: config, tags, names in the summary. */
  String settled() {
    Fingerprint fingerprint = new Fingerprint();
    tags().forEach(tag -> fingerprint.row("tag", tag));
    for (String field : List.of("group", "sweepName", "commit")) {
      fingerprint.row(field, node.get(field).text());
    }
    try {
      config().entries().forEach((key, value) -> fingerprint.row("c", key, value.toJson()));
      summary().entries().keySet().forEach(key -> fingerprint.row("s", key));
    } catch (IOException malformed) {
      fingerprint.row("malformed", node.get("config").toJson());
    }
    return fingerprint.text();
  }

  /** Returns the run's own facts. */
  Run facts(WandbPlace place) {
    String sweep = text("sweepName");
    String user = node.get("user").get("username").text();
    return Run.builder(
            id(), "wandb", String.valueOf(place.project()), place.entity() + "/" + place.project())
        .name(orNull(text("displayName")))
        .status(status())
        .createdBy(user)
        .startedAt(time("createdAt"))
        .endedAt(isLive() ? null : time("heartbeatAt"))
        .groupName(orNull(sweep.isEmpty() ? text("group") : sweep))
        .jobType(orNull(text("jobType")))
        .description(orNull(text("notes")))
        .url(place.page(id()))
        .build();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Returns the names of times that cannot be read. */
  List<String> unreadableTimes() {
    return Stream.of("createdAt", "heartbeatAt")
        .filter(field -> node.get(field).text() != null && time(field) == null)
        .toList();
  }

  /** The server's times are UTC; some versions leave the {@code Z} out. */
  private @Nullable Instant time(String field) {
    String text = node.get(field).text();
    if (text == null) {
      return null;
    }
    try {
      return text.matches(".*([Zz]|[-+]\\d\\d:?\\d\\d)")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException malformed) {
      return null;
    }
  }
}
