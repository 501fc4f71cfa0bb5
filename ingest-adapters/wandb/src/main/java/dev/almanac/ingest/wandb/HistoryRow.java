package dev.almanac.ingest.wandb;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.protobuf.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One {@code HistoryRecord} as a tree of values, for rows that hold more than numbers.
 *
 * <p>Newer clients flatten media objects into items of their own ({@code [image, _type]}, {@code
 * [image, path]}); those are put together again.
 */
final class HistoryRow {

  private static final int ITEM = 1;
  private static final int STEP = 2;
  private static final int KEY = 1;
  private static final int NESTED_KEY = 2;
  private static final int VALUE = 16;

  /** Longer paths are one name; no logging code nests so deeply. */
  private static final int MAX_DEPTH = 64;

  private final List<Item> items = new ArrayList<>();
  private @Nullable Long recordStep;

  /** A value by its path. */
  record Item(List<String> path, JsonValue value) {}

  private HistoryRow() {}

  /**
   * Parses a record.
   *
   * @throws IOException if it is no message, or a value is no JSON
   */
  static HistoryRow parse(WireReader message) throws IOException {
    HistoryRow row = new HistoryRow();
    while (message.next()) {
      switch (message.field()) {
        case ITEM -> row.items.add(item(message.message()));
        case STEP -> {
          row.recordStep = 0L;
          WireReader step = message.message();
          while (step.next()) {
            if (step.field() == 1) {
              row.recordStep = step.integer();
            }
          }
        }
        default -> {}
      }
    }
    return row;
  }

  /** Parses a {@code HistoryItem}, {@code SummaryItem}, {@code ConfigItem} or {@code StatsItem}. */
  static Item item(WireReader message) throws IOException {
    List<String> path = new ArrayList<>();
    String key = "";
    JsonValue value = JsonValue.NULL;
    while (message.next()) {
      switch (message.field()) {
        case KEY -> key = message.text();
        case NESTED_KEY -> path.add(message.text());
        case VALUE -> value = JsonText.parse(message.bytes(), message.start(), message.end());
        default -> {}
      }
    }
    if (path.isEmpty() || path.size() > MAX_DEPTH) {
      return new Item(List.of(path.isEmpty() ? key : String.join(".", path)), value);
    }
    return new Item(path, value);
  }

  /** Returns the path that the bytes before an item's value encode; empty if they are unusual. */
  static List<String> path(byte[] bytes, int start, int end) {
    WireReader message = new WireReader(bytes, start, end);
    List<String> path = new ArrayList<>();
    String key = "";
    try {
      while (message.next()) {
        if (message.field() == NESTED_KEY) {
          path.add(message.text());
        } else {
          key = message.text();
        }
      }
    } catch (MalformedMessageException unusual) {
      return List.of();
    }
    return path.isEmpty() ? List.of(key) : path;
  }

  /** Returns the row's step: the record's, else that of the item {@code _step}. */
  long step(long otherwise) {
    if (recordStep != null) {
      return recordStep;
    }
    Long own = internal(WandbHistory.STEP).integer();
    return own == null ? otherwise : own;
  }

  /** Returns the row's time, or {@link RunSink#NO_TIME}. */
  long timeMicros() {
    return WandbHistory.micros(internal(WandbHistory.TIMESTAMP).number());
  }

  private JsonValue internal(String name) {
    for (Item item : items) {
      if (item.path().size() == 1 && item.path().get(0).equals(name)) {
        return item.value();
      }
    }
    return JsonValue.NULL;
  }

  /** Delivers the values. */
  void deliver(WandbHistory history, long step) {
    long time = timeMicros();
    Set<List<String>> media = new HashSet<>();
    for (Item item : items) {
      int last = item.path().size() - 1;
      if (last > 0 && item.path().get(last).equals(WandbMedia.TYPE)) {
        media.add(item.path().subList(0, last));
      }
    }
    Map<List<String>, Map<String, JsonValue>> together = new LinkedHashMap<>();
    for (Item item : items) {
      List<String> owner = owner(item.path(), media);
      if (owner == null) {
        deliver(item, history, step, time);
      } else {
        List<String> rest = item.path().subList(owner.size(), item.path().size());
        together
            .computeIfAbsent(owner, absent -> new LinkedHashMap<>())
            .put(String.join(".", rest), item.value());
      }
    }
    together.forEach(
        (path, fields) ->
            history.value(String.join(".", path), new JsonValue.Obj(fields), step, time));
  }

  private static void deliver(Item item, WandbHistory history, long step, long time) {
    if (item.path().size() == 1) {
      history.top(item.path().get(0), item.value(), step, time);
    } else {
      history.value(String.join(".", item.path()), item.value(), step, time);
    }
  }

  private static @Nullable List<String> owner(List<String> path, Set<List<String>> media) {
    for (int length = 1; length < path.size(); length++) {
      List<String> prefix = path.subList(0, length);
      if (media.contains(prefix)) {
        return prefix;
      }
    }
    return null;
  }
}
