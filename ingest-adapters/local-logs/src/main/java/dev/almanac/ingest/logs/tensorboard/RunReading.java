package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.FileIdentity;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.tensorboard.EventReader.Form;
import dev.almanac.ingest.logs.tensorboard.ReadState.Blob;
import dev.almanac.ingest.logs.tensorboard.ReadState.FileState;
import dev.almanac.ingest.logs.tensorboard.ReadState.HeldPoint;
import dev.almanac.ingest.logs.tensorboard.ReadState.Series;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.text.ByteTexts;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a run of the records of its files, read one after the other. Not safe for use by several
 * threads.
 *
 * <p>Restarts: a file that begins after the earlier ones have ended continues the run; where it
 * logs a metric from a step on that the metric had reached, the points from there on are
 * superseded. So are they by a session that says that it starts at a step. Within one file a step
 * that goes back supersedes nothing: the program that wrote it was not restarted.
 *
 * <p>Writers at the same time: a file that begins before an earlier one has ended was written
 * beside it; a metric of both becomes two, the later one with {@code (writer 2)} in its name.
 */
final class RunReading {

  private static final String PLACEHOLDER = "hp_metric";
  private static final double PLACEHOLDER_VALUE = -1;

  /** Lightning writes one placeholder, or one each time the hyper-parameters are logged. */
  private static final int MAX_HELD = 64;

  /** Reported one by one; of more in one file only the number. */
  private static final int MAX_PROBLEMS = 50;

  /** Tags of one run; more of them would not fit into memory. */
  private static final int MAX_TAGS = 200_000;

  /** Keras names a session's group by a hash of its hyper-parameters. */
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private static final int MAX_TEXT = 4 << 20;

  /** Hugging Face's trainer logs its arguments and the model's configuration as texts. */
  private static final Map<String, String> CONFIGURATIONS =
      Map.of(
          "args/text_summary",
          "",
          "args",
          "",
          "model_config/text_summary",
          "model_config/",
          "model_config",
          "model_config/");

  private static final String[] HISTOGRAM_NUMBERS = {"min", "max", "num", "sum", "sum_squares"};

  /** Names of the plugins whose values are listed, and what they are listed as. */
  private static final Map<String, String> KINDS =
      Map.of(
          "images", "image",
          "audio", "audio",
          "text", "text",
          "histograms", "histogram",
          "pr_curves", "pr_curve",
          "mesh", "mesh",
          "custom_scalars", "layout");

  /** What is done with the values of a tag. */
  private enum Handling {
    NUMBERS,
    HISTOGRAM,
    LISTED,
    CONFIGURATION,
    HPARAMS
  }

  /** A tag of the file that is being read. */
  private static final class Tag {
    private final String name;
    private final String key;
    private final Handling handling;
    private final String kind;
    private @Nullable Series series;
    private final @Nullable Series[] numbers = new Series[HISTOGRAM_NUMBERS.length];
    private @Nullable Blob blob;
    private boolean complained;
    private final byte[] bytes;

    /** The tag that came after this one when it came last: training code logs in turn. */
    private @Nullable Tag next;

    Tag(byte[] bytes, String name, String key, Handling handling, String kind) {
      this.bytes = bytes;
      this.name = name;
      this.key = key;
      this.handling = handling;
      this.kind = kind;
    }

    /** Returns what stands before the first tag. */
    static Tag none() {
      return new Tag(new byte[0], "", "", Handling.LISTED, "");
    }

    boolean isNamed(byte[] text, int start, int length) {
      return length == bytes.length && Arrays.equals(bytes, 0, length, text, start, start + length);
    }
  }

  private final ReadState state;
  private final RunLog out;
  private final EventReader event = new EventReader();
  private final Map<String, Param> configuration = new LinkedHashMap<>();
  private final Map<String, Param> params = new LinkedHashMap<>();
  private final double[] histogram = new double[3];

  private EventFile file = new EventFile(Path.of(""), "", "", "", EventFile.Part.OWN);
  private int fileIndex;
  private @Nullable FileState fileState;
  private ByteTexts tagNumbers = new ByteTexts();
  private List<Tag> tags = new ArrayList<>();
  private Tag latest = Tag.none();
  private int allTags;
  private int problems;
  private int badTimes;

  private record Param(String value, JsonValue typed) {}

  RunReading(ReadState state, RunLog out) {
    this.state = state;
    this.out = out;
  }

  /** Reads the space that an experiment in the folder above declares. */
  void declare(Path declaration) {
    try (RecordFile records = new RecordFile(declaration, 0)) {
      while (records.next() == RecordFile.Outcome.RECORD) {
        event.read(records.bytes(), records.start(), records.end());
        while (event.nextValue()) {
          if (event.hasMetadata()) {
            TagMetadata metadata = event.metadata();
            if (metadata.plugin().equals(HparamsPlugin.NAME)) {
              HparamsPlugin.read(metadata.content()).dimensions().forEach(out::searchDimension);
            }
          }
        }
      }
    } catch (IOException unreadable) {
      out.problems().corrupt(declaration, "Cannot read it: " + FileTexts.reason(unreadable));
    }
  }

  /** Reads a file, from where it was read to. */
  void read(EventFile next) {
    file = next;
    fileIndex = state.indexOf(next.name());
    fileState = fileIndex < 0 ? null : state.files.get(fileIndex);
    tagNumbers = new ByteTexts();
    tags = new ArrayList<>();
    latest = Tag.none();
    problems = 0;
    badTimes = 0;
    long from = fileState == null ? 0 : fileState.offset();
    try (RecordFile records = new RecordFile(next.path(), from)) {
      long end = records(records);
      FileState read = begun(Double.NaN);
      read.offset(end);
      read.identity(FileIdentity.of(next.path(), end));
    } catch (IOException unreadable) {
      out.problems().corrupt(next.path(), "Cannot read it: " + FileTexts.reason(unreadable));
      begun(Double.NaN);
    }
    if (problems > MAX_PROBLEMS) {
      String more = problems - MAX_PROBLEMS + " more places of the file are damaged.";
      out.problem(Problem.Kind.CORRUPT, next.path(), -1, more, null);
    }
    if (badTimes > 0) {
      String said = badTimes + " events have a time that is none; they went in without.";
      out.problem(Problem.Kind.ALTERED, next.path(), -1, said, null);
    }
  }

  /** Returns where the first record begins that is still to be read. */
  private long records(RecordFile records) throws IOException {
    while (true) {
      switch (records.next()) {
        case RECORD -> {
          try {
            event.read(records.bytes(), records.start(), records.end());
            take();
          } catch (MalformedMessageException malformed) {
            damaged(records.offset(), "The record is " + malformed.getMessage() + ".");
          }
        }
        case OVERSIZED ->
            out.problem(
                Problem.Kind.UNSUPPORTED, file.path(), records.offset(), records.reason(), null);
        case DAMAGED -> damaged(records.offset(), records.reason());
        case TRUNCATED -> {
          out.problem(
              Problem.Kind.TRUNCATED, file.path(), records.offset(), records.reason(), null);
          return records.offset();
        }
        case END -> {
          return records.offset();
        }
      }
    }
  }

  private void damaged(long offset, String reason) {
    problems++;
    if (problems <= MAX_PROBLEMS) {
      out.problem(Problem.Kind.CORRUPT, file.path(), offset, reason, null);
    }
  }

  private void take() throws MalformedMessageException {
    double wallTime = event.wallTime();
    long micros = RunSink.NO_TIME;
    if (event.hasWallTime()) {
      if (Math.abs(wallTime) < 9e12) {
        micros = (long) Math.rint(wallTime * 1e6);
        noteTime(wallTime);
      } else {
        badTimes++;
      }
    }
    switch (event.content()) {
      case SUMMARY -> values(micros);
      case SESSION -> session();
      case GRAPH -> listed("graph", "graph", event.contentLength());
      case LOG_MESSAGE -> listed("log_message", "text", event.contentLength());
      default -> {}
    }
  }

  private void noteTime(double wallTime) {
    FileState read = begun(wallTime);
    if (wallTime > read.end()) {
      read.end(wallTime);
    }
    if (wallTime < state.startedAt) {
      state.startedAt = wallTime;
    }
  }

  /** Returns the state of the file, which begins with its first event. */
  private FileState begun(double wallTime) {
    FileState known = fileState;
    if (known == null) {
      // TensorFlow cuts the time of a file's first event to whole seconds.
      boolean isCut = wallTime == Math.rint(wallTime);
      known = new FileState(file.name(), isCut ? wallTime + 1 : wallTime);
      fileState = known;
      fileIndex = state.files.size();
      state.files.add(known);
    }
    return known;
  }

  private void values(long micros) throws MalformedMessageException {
    while (event.nextValue()) {
      Tag tag = tag();
      if (tag != null) {
        value(tag, micros);
      }
    }
  }

  private void value(Tag tag, long micros) throws MalformedMessageException {
    switch (tag.handling) {
      case NUMBERS -> {
        if (event.form() == Form.SCALAR) {
          number(tag, micros);
        } else if (event.form() != Form.NONE) {
          unlike(tag);
        }
      }
      case HISTOGRAM -> histogram(tag, micros);
      case LISTED -> list(tag);
      case CONFIGURATION -> configuration(tag);
      case HPARAMS -> hparams();
    }
  }

  /** Returns the tag of the value, or null if there are too many of them. */
  private @Nullable Tag tag() throws MalformedMessageException {
    byte[] bytes = event.bytes();
    Tag guess = latest.next;
    if (guess != null && guess.isNamed(bytes, event.tagStart(), event.tagLength())) {
      latest = guess;
      return guess;
    }
    int number = tagNumbers.find(bytes, event.tagStart(), event.tagLength());
    if (number != ByteTexts.UNKNOWN) {
      Tag found = tags.get(number);
      latest.next = found;
      latest = found;
      return found;
    }
    if (allTags == MAX_TAGS) {
      String reason = "The run has more than " + MAX_TAGS + " tags; later ones are left out.";
      out.problem(Problem.Kind.UNSUPPORTED, file.path(), -1, reason, null);
    }
    allTags++;
    if (allTags > MAX_TAGS) {
      return null;
    }
    int end = event.tagStart() + event.tagLength();
    Tag tag = newTag(Arrays.copyOfRange(bytes, event.tagStart(), end));
    tagNumbers.put(bytes, event.tagStart(), event.tagLength(), tags.size());
    tags.add(tag);
    latest.next = tag;
    latest = tag;
    return tag;
  }

  private Tag newTag(byte[] tag) throws MalformedMessageException {
    String name = tag.length == 0 ? "(no tag)" : new String(tag, StandardCharsets.UTF_8);
    String key = file.key(name);
    String plugin = event.hasMetadata() ? event.metadata().plugin() : "";
    Blob known = state.blobs.get(key);
    if (plugin.equals(HparamsPlugin.NAME)) {
      return new Tag(tag, name, key, Handling.HPARAMS, "");
    }
    if (CONFIGURATIONS.containsKey(name) && event.form() == Form.TEXT) {
      return new Tag(tag, name, key, Handling.CONFIGURATION, "text");
    }
    String kind =
        known != null && plugin.isEmpty() && !known.kind().equals("tensor")
            ? known.kind()
            : kind(plugin);
    Handling handling =
        kind.equals("histogram")
            ? Handling.HISTOGRAM
            : kind.isEmpty() ? Handling.NUMBERS : Handling.LISTED;
    return new Tag(tag, name, key, handling, kind);
  }

  /** Returns what a tag is listed as; empty for numbers. */
  private String kind(String plugin) {
    String known = KINDS.get(plugin);
    if (known != null) {
      return known;
    }
    if (plugin.startsWith("graph")) {
      return "graph";
    }
    return switch (event.form()) {
      case HISTOGRAM -> "histogram";
      case IMAGE -> "image";
      case AUDIO -> "audio";
      case TEXT -> "text";
      case TENSOR -> "tensor";
      case SCALAR, NONE -> "";
    };
  }

  // Numbers.

  private void number(Tag tag, long micros) {
    double value = event.number();
    if (tag.key.equals(PLACEHOLDER) && holds(tag, micros, value)) {
      return;
    }
    Series series = tag.series;
    if (series == null) {
      series = enter(tag.key, event.step());
      tag.series = series;
    }
    point(series, event.step(), micros, value);
  }

  private void point(Series series, long step, long micros, double value) {
    if (step > series.maxStep()) {
      series.maxStep(step);
    }
    begun(Double.NaN).countPoint();
    out.point(series.handle(), step, micros, value);
  }

  /**
   * Tells whether a point is kept back: Lightning logs {@code hp_metric = -1} when it has no metric
   * to show beside the hyper-parameters. It is left out if nothing else is ever logged under the
   * name.
   */
  private boolean holds(Tag tag, long micros, double value) {
    if (tag.series != null || state.series.containsKey(tag.key)) {
      return false;
    }
    if (value == PLACEHOLDER_VALUE && state.held.size() < MAX_HELD) {
      state.held.add(new HeldPoint(event.step(), micros));
      return true;
    }
    if (!state.held.isEmpty()) {
      Series series = enter(tag.key, state.held.get(0).step());
      tag.series = series;
      for (HeldPoint held : state.held) {
        point(series, held.step(), held.timeMicros(), PLACEHOLDER_VALUE);
      }
      state.held.clear();
    }
    return false;
  }

  /** Returns the series that the file's points of a key belong to, and begins it if need be. */
  private Series enter(String key, long firstStep) {
    String name = key;
    if (file.part() == EventFile.Part.HPARAMS && isOfOtherPart(key)) {
      name = "hparams/" + key;
    }
    int index = fileIndexOf();
    for (int writer = 1; ; writer++) {
      String candidate = writer == 1 ? name : name + " (writer " + writer + ")";
      Series series = state.series.get(candidate);
      if (series == null) {
        series = new Series(candidate, Long.MIN_VALUE, index);
        state.series.put(candidate, series);
        handle(series);
        out.metric(MetricDefinition.steps(MetricKind.METRIC, candidate, stepKind(key)));
        return series;
      }
      if (series.lastFile() == index) {
        handle(series);
        return series;
      }
      if (!isBesideThis(series)) {
        if (firstStep <= series.maxStep()) {
          restart(series, firstStep);
        }
        handle(series);
        series.lastFile(index);
        return series;
      }
    }
  }

  private int fileIndexOf() {
    begun(Double.NaN);
    return fileIndex;
  }

  private boolean isOfOtherPart(String key) {
    Series series = state.series.get(key);
    String folder = folder(file.name());
    return series != null && !folder(state.files.get(series.lastFile()).name()).equals(folder);
  }

  private static String folder(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  /** Tells whether the last file of a series was still written when this one began. */
  private boolean isBesideThis(Series series) {
    FileState last = state.files.get(series.lastFile());
    return begun(Double.NaN).start() < last.end();
  }

  private void handle(Series series) {
    if (series.handle() == Series.NO_HANDLE) {
      series.handle(out.key(MetricKind.METRIC, series.key()));
    }
  }

  private void restart(Series series, long step) {
    handle(series);
    out.restart(series.handle(), step);
    series.maxStep(step - 1);
  }

  /** A session that starts at a step takes back what was logged from there on. */
  private void session() throws MalformedMessageException {
    if (!event.startsSession()) {
      return;
    }
    int index = fileIndexOf();
    for (Series series : state.series.values()) {
      boolean isOurs =
          folder(state.files.get(series.lastFile()).name()).equals(folder(file.name()))
              && (series.lastFile() == index || !isBesideThis(series));
      if (isOurs && series.maxStep() >= event.step()) {
        restart(series, event.step());
      }
    }
  }

  /** Keras counts epochs, and steps of its evaluations, and says so in the tags. */
  private static StepKind stepKind(String tag) {
    String last = tag.substring(tag.lastIndexOf('/') + 1);
    if (last.startsWith("epoch_")) {
      return StepKind.EPOCH;
    }
    return last.startsWith("evaluation_") && last.endsWith("_vs_iterations")
        ? StepKind.ITERATION
        : StepKind.STEP;
  }

  private void unlike(Tag tag) {
    if (!tag.complained) {
      tag.complained = true;
      String reason =
          "The tag " + tag.name + " has values that are no single numbers; they are only listed.";
      out.problem(Problem.Kind.UNSUPPORTED, file.path(), -1, reason, null);
    }
    listed(tag.key, "tensor", event.valueLength());
  }

  // What is no number.

  private void histogram(Tag tag, long micros) {
    list(tag);
    double[] numbers = histogram;
    if (event.form() == Form.HISTOGRAM) {
      numbers = event.histogram();
    } else if (event.form() != Form.TENSOR || !event.tensor().histogram(histogram)) {
      return;
    }
    for (int i = 0; i < numbers.length; i++) {
      Series series = tag.numbers[i];
      if (series == null) {
        series = enter(tag.key + "/histogram/" + HISTOGRAM_NUMBERS[i], event.step());
        tag.numbers[i] = series;
      }
      point(series, event.step(), micros, numbers[i]);
    }
  }

  private void list(Tag tag) {
    if (tag.blob == null) {
      tag.blob = blob(tag.key, tag.kind);
    }
    tag.blob.add(event.valueLength());
  }

  private void listed(String name, String kind, int bytes) {
    blob(name, kind).add(bytes);
  }

  private Blob blob(String key, String kind) {
    return state.blobs.computeIfAbsent(key, absent -> new Blob(kind, 0));
  }

  private void configuration(Tag tag) {
    String text = event.tensor().text(MAX_TEXT);
    JsonValue values;
    try {
      values = JsonText.parse(text);
    } catch (IOException notJson) {
      listed(tag.key, "text", event.valueLength());
      return;
    }
    if (values.entries().isEmpty()) {
      listed(tag.key, "text", event.valueLength());
      return;
    }
    String prefix = Objects.requireNonNull(CONFIGURATIONS.get(tag.name));
    values
        .entries()
        .forEach(
            (key, value) -> {
              state.configured.add((prefix + key).hashCode());
              param(configuration, prefix + key, value);
            });
  }

  private void hparams() throws MalformedMessageException {
    if (!event.hasMetadata()) {
      return;
    }
    HparamsPlugin plugin = HparamsPlugin.read(event.metadata().content());
    plugin.hparams().forEach((key, value) -> param(params, key, value));
    plugin.dimensions().forEach(out::searchDimension);
    if (plugin.startsSession()) {
      state.groupName = plugin.groupName().isEmpty() ? state.groupName : plugin.groupName();
      state.url = plugin.monitorUrl().isEmpty() ? state.url : plugin.monitorUrl();
      if (plugin.startTime() > 0 && plugin.startTime() < state.startedAt) {
        state.startedAt = plugin.startTime();
      }
    }
    switch (plugin.end()) {
      case SUCCESS -> end(plugin.endTime() > 0 ? RunStatus.FINISHED : RunStatus.UNKNOWN, plugin);
      case FAILURE -> end(RunStatus.FAILED, plugin);
      case RUNNING -> end(RunStatus.RUNNING, plugin);
      case NONE -> {}
    }
  }

  private void end(RunStatus status, HparamsPlugin plugin) {
    state.status = status;
    state.endedAt = plugin.endTime();
  }

  /** Of a param that is logged again the last word counts. */
  private void param(Map<String, Param> target, String key, JsonValue value) {
    Param before = target.put(key, new Param(value.asText(), value));
    if (before != null && !before.value().equals(value.asText())) {
      String reason =
          "The param "
              + key
              + " was logged again with another value, which counts; this is the"
              + " earlier one.";
      out.problem(Problem.Kind.ALTERED, file.path(), -1, reason, before.value());
    }
  }

  /** Delivers what is known of the run as a whole. */
  void finish(List<EventFile> files) {
    // The plugin holds but doubles, and of PyTorch 1 for true: what a configuration says is exact.
    params.keySet().removeIf(key -> state.configured.contains(key.hashCode()));
    configuration.forEach(this::deliver);
    params.forEach(this::deliver);
    state.blobs.forEach(
        (key, blob) -> out.artifact(new Artifact(key, blob.kind(), blob.bytes(), null, null)));
    if (!state.held.isEmpty()) {
      String left = state.held.size() + " placeholder of value -1 left out";
      out.environment("log", PLACEHOLDER, left);
    }
    Set<String> hosts = new TreeSet<>();
    for (EventFile each : files) {
      String host = each.host();
      if (host != null) {
        hosts.add(host);
      }
    }
    if (!hosts.isEmpty()) {
      out.environment("os", "hostname", String.join(", ", hosts));
    }
    out.status(state.status);
    out.startedAt(instant(state.startedAt));
    out.endedAt(state.endedAt > 0 ? instant(state.endedAt) : null);
    if (HASH.matcher(state.groupName).matches()) {
      out.environment("hparams", "group_name", state.groupName);
    } else {
      out.groupName(state.groupName.isEmpty() ? null : state.groupName);
    }
    out.url(state.url.isEmpty() ? null : state.url);
  }

  private void deliver(String key, Param param) {
    ParamType type = ProtoValue.type(param.typed());
    if (type == null) {
      out.param(key, param.value(), ParamOrigin.LOGGED);
    } else {
      out.param(key, param.value(), type, ParamOrigin.LOGGED);
    }
  }

  private static @Nullable Instant instant(double seconds) {
    return Math.abs(seconds) < 9e12
        ? Instant.EPOCH.plus((long) Math.rint(seconds * 1e6), ChronoUnit.MICROS)
        : null;
  }
}
