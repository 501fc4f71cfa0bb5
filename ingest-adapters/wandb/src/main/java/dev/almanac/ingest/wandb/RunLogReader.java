package dev.almanac.ingest.wandb;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.protobuf.WireReader;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the records of one run's {@code .wandb} files in the order of the files: points go into the
 * sink as they come, the rest is gathered in {@link LoggedFacts}. Field numbers are those of
 * wandb_internal.proto. Not safe for use by several threads.
 */
final class RunLogReader {

  private static final int HISTORY = 2;
  private static final int SUMMARY = 3;
  private static final int OUTPUT = 4;
  private static final int CONFIG = 5;
  private static final int FILES = 6;
  private static final int STATS = 7;
  private static final int ARTIFACT = 8;
  private static final int TENSORBOARD = 9;
  private static final int ALERT = 10;
  private static final int TELEMETRY = 11;
  private static final int METRIC = 12;
  private static final int OUTPUT_RAW = 13;
  private static final int RUN = 17;
  private static final int EXIT = 18;
  private static final int PREEMPTING = 23;
  private static final int USE_ARTIFACT = 25;
  private static final int ENVIRONMENT = 26;

  private static final int CONFIG_UPDATE = 1;
  private static final int CONFIG_REMOVE = 2;

  /** {@code FilesItem.path}s are globs as often as names. */
  private static final String GLOB = "*?[";

  private final DeliveredRun run;
  private final LoggedFacts facts;
  private final HistoryRecords history;
  private final SummaryRecords summary;
  private final WireReader record = new WireReader(new byte[0], 0, 0);
  private String location = "";
  private int alerts;

  RunLogReader(DeliveredRun run, LoggedFacts facts) {
    this.run = run;
    this.facts = facts;
    history = new HistoryRecords(run);
    summary = facts.summary();
  }

  /** Returns what delivers the points. */
  HistoryRecords history() {
    return history;
  }

  /**
   * Reads a log from a record on.
   *
   * @param from offset of the record, or 0 for the whole log
   * @param name name of the file, for problems
   * @return the offset behind the last whole record
   */
  long read(Path file, long from, String name) {
    location = name;
    long good = from;
    TransactionLog.Damage damage =
        (offset, reason) -> run.problem(Problem.Kind.CORRUPT, name, offset, reason, null);
    try (TransactionLog log =
        from == 0 ? TransactionLog.open(file, damage) : TransactionLog.open(file, from, damage)) {
      good = log.goodOffset();
      while (log.next()) {
        record(log);
        good = log.goodOffset();
      }
      good = log.goodOffset();
      if (log.isTorn() || log.size() == 0) {
        run.problem(
            Problem.Kind.TRUNCATED, name, good, "The last record was not written to its end", null);
      }
    } catch (IOException unreadable) {
      run.problem(
          Problem.Kind.CORRUPT,
          name,
          -1,
          "Cannot read the W&B log: " + FileTexts.reason(unreadable),
          null);
    }
    return good;
  }

  private void record(TransactionLog log) {
    try {
      record.reset(log.bytes(), log.start(), log.end());
      while (record.next()) {
        if (record.isLength()) {
          field(record.field(), record.bytes(), record.start(), record.end());
        }
      }
    } catch (IOException damaged) {
      run.problem(
          Problem.Kind.CORRUPT,
          location,
          log.offset(),
          "Cannot read a record: " + FileTexts.reason(damaged),
          null);
    }
  }

  private void field(int field, byte[] bytes, int start, int end) throws IOException {
    switch (field) {
      case HISTORY -> history.read(bytes, start, end);
      case SUMMARY -> summary.read(bytes, start, end);
      case OUTPUT, OUTPUT_RAW -> output(new WireReader(bytes, start, end));
      case STATS -> stats(new WireReader(bytes, start, end));
      case CONFIG ->
          facts.config().apply(new WireReader(bytes, start, end), CONFIG_UPDATE, CONFIG_REMOVE);
      case FILES -> files(new WireReader(bytes, start, end));
      case ARTIFACT -> artifact(new WireReader(bytes, start, end));
      case TENSORBOARD -> tensorBoard(new WireReader(bytes, start, end));
      case ALERT -> alert(new WireReader(bytes, start, end));
      case TELEMETRY -> telemetry(new WireReader(bytes, start, end));
      case METRIC -> metric(new WireReader(bytes, start, end));
      case RUN -> runRecord(new WireReader(bytes, start, end));
      case EXIT -> exit(new WireReader(bytes, start, end));
      case PREEMPTING -> facts.preempting();
      case USE_ARTIFACT -> useArtifact(new WireReader(bytes, start, end));
      case ENVIRONMENT ->
          facts.environment(EnvironmentRecord.json(new WireReader(bytes, start, end)));
      default -> {}
    }
  }

  private void runRecord(WireReader message) throws IOException {
    RunRecord read = RunRecord.parse(message);
    facts.run(read);
    if (read.config() != null) {
      facts.config().apply(read.config(), CONFIG_UPDATE, CONFIG_REMOVE);
    }
    if (read.summary() != null) {
      summary.readNow(read.summary());
    }
    if (read.telemetry() != null) {
      telemetry(read.telemetry());
    }
  }

  private void exit(WireReader message) throws IOException {
    long code = 0;
    long runtime = 0;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> code = (int) message.integer();
        case 2 -> runtime = message.integer();
        default -> {}
      }
    }
    facts.exit(code, runtime);
  }

  private void output(WireReader message) throws IOException {
    while (message.next()) {
      switch (message.field()) {
        case 2 -> facts.seen(micros(message.message()));
        case 3 -> facts.output(message.end() - message.start());
        default -> {}
      }
    }
  }

  private void stats(WireReader message) throws IOException {
    long time = RunSink.NO_TIME;
    List<HistoryRow.Item> items = new ArrayList<>();
    while (message.next()) {
      switch (message.field()) {
        case 2 -> time = micros(message.message());
        case 3 -> items.add(HistoryRow.item(message.message()));
        default -> {}
      }
    }
    facts.seen(time);
    for (HistoryRow.Item item : items) {
      history.history().systemValue(item.path().get(0), item.value(), time);
    }
  }

  /** Reads a {@code google.protobuf.Timestamp}. */
  static long micros(WireReader timestamp) throws IOException {
    long seconds = 0;
    long nanos = 0;
    while (timestamp.next()) {
      switch (timestamp.field()) {
        case 1 -> seconds = timestamp.integer();
        case 2 -> nanos = timestamp.integer();
        default -> {}
      }
    }
    boolean fits = Math.abs(seconds) < Long.MAX_VALUE / 2_000_000;
    return fits ? seconds * 1_000_000 + nanos / 1_000 : RunSink.NO_TIME;
  }

  private void files(WireReader message) throws IOException {
    while (message.next()) {
      if (message.field() == 1) {
        WireReader item = message.message();
        while (item.next()) {
          if (item.field() == 1) {
            String path = item.text().replace('\\', '/');
            boolean isName = path.chars().noneMatch(each -> GLOB.indexOf(each) >= 0);
            if (isName && !path.isEmpty()) {
              facts.file(path);
            }
          }
        }
      }
    }
  }

  private void artifact(WireReader message) throws IOException {
    String type = "";
    String name = "";
    String digest = "";
    String client = "";
    long size = 0;
    while (message.next()) {
      switch (message.field()) {
        case 4 -> type = message.text();
        case 5 -> name = message.text();
        case 6 -> digest = message.text();
        case 12 -> size = manifestSize(message.message());
        case 15 -> client = message.text();
        default -> {}
      }
    }
    if (!name.isEmpty()) {
      run.artifact(
          new Artifact(
              "artifact/" + type + "/" + name,
              type,
              size,
              digest.isEmpty() ? null : "md5:" + digest,
              client.isEmpty() ? null : "wandb-client-artifact://" + client));
      run.lineage(new LineageEdge(LineageEdge.Relation.OUTPUT, type + "/" + name, null));
    }
  }

  private static long manifestSize(WireReader manifest) throws IOException {
    long size = 0;
    while (manifest.next()) {
      if (manifest.field() == 4) {
        WireReader entry = manifest.message();
        while (entry.next()) {
          size += entry.field() == 4 ? entry.integer() : 0;
        }
      }
    }
    return size;
  }

  private void useArtifact(WireReader message) throws IOException {
    String type = "";
    String name = "";
    while (message.next()) {
      switch (message.field()) {
        case 2 -> type = message.text();
        case 3 -> name = message.text();
        default -> {}
      }
    }
    if (!name.isEmpty()) {
      run.lineage(new LineageEdge(LineageEdge.Relation.INPUT, type + "/" + name, null));
      if (type.equals("dataset")) {
        run.dataset(new DatasetUse(name, null, null, null));
      }
    }
  }

  private void tensorBoard(WireReader message) throws IOException {
    while (message.next()) {
      if (message.field() == 1) {
        String folder = message.text();
        facts.tensorBoard(folder);
        run.environment("tensorboard", "log_dir", folder);
      }
    }
  }

  private void alert(WireReader message) throws IOException {
    String title = "";
    String text = "";
    while (message.next()) {
      switch (message.field()) {
        case 1 -> title = message.text();
        case 2 -> text = message.text();
        default -> {}
      }
    }
    alerts++;
    run.tag("alert." + alerts, text.isEmpty() ? title : title + ": " + text);
  }

  private void telemetry(WireReader message) throws IOException {
    while (message.next()) {
      switch (message.field()) {
        case 1, 2 -> {
          WireReader imports = message.message();
          while (imports.next()) {
            if (imports.bool()) {
              WandbEnvironment.framework(imports.field(), run);
            }
          }
        }
        case 4 -> run.environment("python", "version", message.text());
        case 5 -> run.environment("wandb", "cli_version", message.text());
        case 6 -> run.environment("package", "transformers", message.text());
        case 12 -> run.environment("wandb", "core_version", message.text());
        case 13 -> run.environment("os", "platform", message.text());
        default -> {}
      }
    }
  }

  private void metric(WireReader message) throws IOException {
    String name = "";
    String glob = "";
    String stepMetric = "";
    boolean hidden = false;
    List<String> summaries = new ArrayList<>();
    int goal = 0;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> name = message.text();
        case 2 -> glob = message.text();
        case 4 -> stepMetric = message.text();
        case 6 -> hidden = hasBit(message.message(), 2);
        case 7 -> {
          WireReader kinds = message.message();
          while (kinds.next()) {
            String word = WandbMetricDefinitions.summary(kinds.field());
            if (word != null && kinds.bool()) {
              summaries.add(word);
            }
          }
        }
        case 8 -> goal = (int) message.integer();
        default -> {}
      }
    }
    facts
        .definitions()
        .add(
            name,
            glob,
            new WandbMetricDefinitions.Defined(
                stepMetric.isEmpty() ? null : stepMetric, hidden, summaries, goal));
  }

  private static boolean hasBit(WireReader message, int field) throws IOException {
    boolean found = false;
    while (message.next()) {
      found |= message.field() == field && message.bool();
    }
    return found;
  }

  /** Reads JSON that a record holds as text. */
  static JsonValue json(String text) throws IOException {
    return text.isEmpty() ? JsonValue.NULL : JsonText.parse(text);
  }
}
