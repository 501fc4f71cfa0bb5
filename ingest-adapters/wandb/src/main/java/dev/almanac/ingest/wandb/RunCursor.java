package dev.almanac.ingest.wandb;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.protobuf.WireReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a run was read: up to which record of its last log, and what the records behind it do not
 * say again.
 *
 * @param folders the run's folders with the sizes of their logs; the last one's is the offset
 * @param offset offset behind the last whole record of the last log
 * @param checksum of the bytes before the offset
 * @param rows rows of history so far
 * @param lastSeen last sign of life in microseconds, or {@link RunSink#NO_TIME}
 * @param outputBytes bytes of console output so far
 * @param exit the end of the run, or null
 * @param user who ran it
 * @param definitions definitions of metrics, in the form of {@code _wandb.m}
 */
record RunCursor(
    String folders,
    long offset,
    String checksum,
    long rows,
    long lastSeen,
    long outputBytes,
    LoggedFacts.@Nullable Exit exit,
    String user,
    JsonValue definitions) {

  private static final int MAX_LENGTH = 8_000;

  private static final int CONFIG = 5;
  private static final int TENSORBOARD = 9;
  private static final int METRIC = 12;
  private static final int RUN = 17;
  private static final int SUMMARY = 3;
  private static final int REMOVE = 2;

  /** Returns the cursor of a run that was read, or null if its log cannot be read again. */
  static @Nullable RunCursor of(
      FoundRun run, Path base, long offset, HistoryRecords history, LoggedFacts facts, String user)
      throws IOException {
    Path log = last(run);
    String checksum = log == null ? null : TransactionLog.before(log, offset);
    if (checksum == null) {
      return null;
    }
    return new RunCursor(
        folders(run, base),
        offset,
        checksum,
        history.rows(),
        Math.max(facts.lastSeen(), history.latest()),
        facts.outputBytes(),
        facts.exit(),
        user,
        facts.definitions().toJson());
  }

  private static @Nullable Path last(FoundRun run) {
    return run.folders().get(run.folders().size() - 1).log();
  }

  private static String folders(FoundRun run, Path base) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < run.folders().size(); i++) {
      RunFolder folder = run.folders().get(i);
      Path log = folder.log();
      boolean isLast = i == run.folders().size() - 1;
      text.append(WandbWalk.relative(base, folder.path())).append('\n');
      if (log != null && !isLast) {
        text.append(Files.size(log)).append('\n');
      }
    }
    return text.toString();
  }

  /** Returns the cursor as text; null if it would be unwieldy. */
  @Nullable String text() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("folders", new JsonValue.Text(folders));
    fields.put("offset", number(offset));
    fields.put("checksum", new JsonValue.Text(checksum));
    fields.put("rows", number(rows));
    fields.put("seen", number(lastSeen));
    fields.put("output", number(outputBytes));
    if (exit != null) {
      fields.put("code", number(exit.code()));
      fields.put("runtime", number(exit.runtime()));
    }
    fields.put("user", new JsonValue.Text(user));
    fields.put("definitions", definitions);
    String text = new JsonValue.Obj(fields).toJson();
    return text.length() > MAX_LENGTH ? null : text;
  }

  private static JsonValue number(long value) {
    return new JsonValue.Num(Long.toString(value));
  }

  /** Reads a cursor; null if it is none. */
  static @Nullable RunCursor parse(String text) {
    try {
      JsonValue read = JsonText.parse(text);
      String folders = read.get("folders").text();
      String checksum = read.get("checksum").text();
      Long offset = read.get("offset").integer();
      Long rows = read.get("rows").integer();
      Long seen = read.get("seen").integer();
      Long output = read.get("output").integer();
      String user = read.get("user").text();
      if (folders == null
          || checksum == null
          || offset == null
          || rows == null
          || seen == null
          || output == null
          || user == null) {
        return null;
      }
      return new RunCursor(
          folders, offset, checksum, rows, seen, output, exit(read), user, read.get("definitions"));
    } catch (IOException foreign) {
      return null;
    }
  }

  private static LoggedFacts.@Nullable Exit exit(JsonValue read) {
    Long code = read.get("code").integer();
    Long runtime = read.get("runtime").integer();
    return code == null || runtime == null ? null : new LoggedFacts.Exit(code, runtime);
  }

  /**
   * Tells whether a run only grew since, and by nothing that changes what was said before: config,
   * definitions, the run itself, or what is removed from the summary.
   */
  boolean fits(FoundRun run, Path base) throws IOException {
    Path log = last(run);
    if (log == null || !Files.isRegularFile(log) || !folders.equals(folders(run, base))) {
      return false;
    }
    return Files.size(log) >= offset
        && checksum.equals(TransactionLog.before(log, offset))
        && onlyAdds(log);
  }

  private boolean onlyAdds(Path log) throws IOException {
    List<String> damage = new ArrayList<>();
    try (TransactionLog tail =
        TransactionLog.open(log, offset, (at, reason) -> damage.add(reason))) {
      while (tail.next()) {
        if (!onlyAdds(new WireReader(tail.bytes(), tail.start(), tail.end()))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean onlyAdds(WireReader record) {
    try {
      while (record.next()) {
        int field = record.field();
        if (field == CONFIG || field == METRIC || field == RUN || field == TENSORBOARD) {
          return false;
        }
        if (field == SUMMARY && removes(record.message())) {
          return false;
        }
      }
      return true;
    } catch (IOException damaged) {
      return true;
    }
  }

  private static boolean removes(WireReader summary) throws IOException {
    while (summary.next()) {
      if (summary.field() == REMOVE) {
        return true;
      }
    }
    return false;
  }
}
