package dev.almanac.ingest.wandb;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the logs of one run say besides points, gathered until all are read. */
final class LoggedFacts {

  private final JsonTree config = new JsonTree();
  private final SummaryRecords summary = new SummaryRecords();
  private final WandbMetricDefinitions definitions = new WandbMetricDefinitions();
  private final Map<String, JsonValue> environment = new LinkedHashMap<>();
  private final Set<String> files = new TreeSet<>();
  private @Nullable RunRecord first;
  private @Nullable RunRecord latest;
  private int runRecords;
  private @Nullable Exit exit;
  private boolean preempted;
  private long lastSeen = RunSink.NO_TIME;
  private long outputBytes;
  private String user = "";
  private final Set<String> tensorBoards = new TreeSet<>();

  /**
   * The end of a run.
   *
   * @param code exit code
   * @param runtime seconds that the run ran
   */
  record Exit(long code, long runtime) {}

  JsonTree config() {
    return config;
  }

  SummaryRecords summary() {
    return summary;
  }

  WandbMetricDefinitions definitions() {
    return definitions;
  }

  /** Takes in who the run is; a resumed run goes on, so that an earlier end is none. */
  void run(RunRecord record) {
    first = first == null ? record : first;
    latest = record;
    runRecords++;
  }

  /** Begins the log of another start of the same run: it goes on, whatever ended it before. */
  void startedAgain() {
    exit = null;
    preempted = false;
  }

  /** Returns the first record of the run, or null if there is none. */
  @Nullable RunRecord first() {
    return first;
  }

  /** Returns the last record of the run, or null if there is none. */
  @Nullable RunRecord latest() {
    return latest;
  }

  /** Returns how many records of the run there are. */
  int runRecords() {
    return runRecords;
  }

  void exit(long code, long runtime) {
    exit = new Exit(code, runtime);
  }

  @Nullable Exit exit() {
    return exit;
  }

  void preempting() {
    preempted = true;
  }

  boolean isPreempted() {
    return preempted;
  }

  /** Notes a sign of life. */
  void seen(long micros) {
    lastSeen = Math.max(lastSeen, micros);
  }

  /** Returns the time of the last sign of life in microseconds, or {@link RunSink#NO_TIME}. */
  long lastSeen() {
    return lastSeen;
  }

  void output(long bytes) {
    outputBytes += bytes;
  }

  /** Returns how many bytes the console took in. */
  long outputBytes() {
    return outputBytes;
  }

  /** Sets who ran it, as an earlier reading found. */
  void user(String name) {
    user = name;
  }

  /** Returns who ran it, as an earlier reading found; "" if it did not. */
  String user() {
    return user;
  }

  /** Notes a folder of TensorBoard logs that the run told of. */
  void tensorBoard(String folder) {
    tensorBoards.add(folder);
  }

  /** Returns the folders of TensorBoard logs that the run told of. */
  Set<String> tensorBoards() {
    return tensorBoards;
  }

  void file(String path) {
    files.add(path);
  }

  /** Returns the names of the files that were saved. */
  Set<String> files() {
    return files;
  }

  /** Takes in what the run ran on; several records add up. */
  void environment(JsonValue.Obj facts) {
    environment.putAll(facts.fields());
  }

  /** Returns what the run ran on. */
  JsonValue environment() {
    return new JsonValue.Obj(environment);
  }
}
