package dev.almanac.ingest.neptune;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.protobuf.WireReader;
import dev.almanac.ingest.read.text.ByteTexts;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages {@code Run} and {@code UpdateRunSnapshot} of Neptune's {@code ingest.v1}
 * protocol. Field numbers are those of neptune-api 0.24; fields that are not known are skipped.
 * Pure but for the visitors; not safe for use by several threads.
 */
final class IngestMessages {

  private static final long MICROS = 1_000_000;
  private static final long NANOS_IN_MICRO = 1_000;
  private static final int ADD = 1;
  private static final int REMOVE = 2;
  private static final float NO_PREVIEW = Float.NEGATIVE_INFINITY;

  private ByteTexts names = new ByteTexts();
  private @Nullable SeriesVisitor named;

  /**
   * What creates a run.
   *
   * @param runId id, or null
   * @param experiment name of its experiment, or null
   * @param family its family of forks, or null
   * @param fork where it forks, or null
   * @param created when it began, or null
   * @param owner whose it is, or null
   * @param client what made it, or null
   */
  record Creation(
      @Nullable String runId,
      @Nullable String experiment,
      @Nullable String family,
      StoredRun.@Nullable Fork fork,
      @Nullable Instant created,
      @Nullable String owner,
      @Nullable String client) {}

  /** Reads a {@code Run}. */
  static Creation creation(byte[] bytes) throws MalformedMessageException {
    String runId = null;
    String experiment = null;
    String family = null;
    StoredRun.Fork fork = null;
    Instant created = null;
    String owner = null;
    String client = null;
    boolean configs = false;
    WireReader message = new WireReader(bytes, 0, bytes.length);
    while (message.next()) {
      switch (message.field()) {
        case 1 -> runId = message.text();
        case 2 -> fork = fork(message.message());
        case 3 -> created = instant(message.message());
        case 4 -> family = message.text();
        case 5 -> experiment = message.text();
        case 6 -> owner = owner(message.message());
        case 8 -> client = message.text();
        case 9 -> configs = message.bool();
        default -> {}
      }
    }
    if (fork != null && configs) {
      fork = new StoredRun.Fork(fork.project(), fork.parent(), fork.step(), true);
    }
    return new Creation(runId, experiment, family, fork, created, owner, client);
  }

  private static StoredRun.@Nullable Fork fork(WireReader message)
      throws MalformedMessageException {
    String project = null;
    String parent = "";
    Double step = null;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> project = message.text();
        case 2 -> parent = message.text();
        case 4 -> {
          Step exact = Step.read(message.message());
          step = exact.exact();
        }
        default -> {}
      }
    }
    return parent.isEmpty() ? null : new StoredRun.Fork(project, parent, step, false);
  }

  private static @Nullable String owner(WireReader message) throws MalformedMessageException {
    String owner = null;
    while (message.next()) {
      if (message.field() == 1 || message.field() == 2) {
        owner = message.text();
      }
    }
    return owner;
  }

  /** Reads the attributes that an {@code UpdateRunSnapshot} assigns. */
  static void attributes(byte[] bytes, Attributes into) throws MalformedMessageException {
    WireReader message = new WireReader(bytes, 0, bytes.length);
    while (message.next()) {
      if (message.field() == 4) {
        assign(message.message(), into);
      } else if (message.field() == 5) {
        modify(message.message(), into);
      }
    }
  }

  private static void assign(WireReader entry, Attributes into) throws MalformedMessageException {
    String path = "";
    Attribute attribute = null;
    while (entry.next()) {
      if (entry.field() == 1) {
        path = entry.text();
      } else if (entry.field() == 2) {
        attribute = attribute(entry.message());
      }
    }
    if (attribute != null) {
      into.put(path, attribute);
    }
  }

  private static @Nullable Attribute attribute(WireReader value) throws MalformedMessageException {
    Attribute attribute = null;
    while (value.next()) {
      attribute =
          switch (value.field()) {
            case 1 -> Attribute.ofFloat(value.doubleValue());
            case 3 -> Attribute.ofInt(value.integer());
            case 5 -> Attribute.ofBool(value.bool());
            case 6 -> Attribute.of(Attribute.Kind.STRING, value.text());
            case 8 -> time(value.message());
            case 12 -> Attribute.ofSet(texts(value.message()));
            case 13 -> file(value.message());
            case 14 -> histogram(value.message());
            default -> attribute;
          };
    }
    return attribute;
  }

  private static Attribute histogram(WireReader message) throws MalformedMessageException {
    SeriesVisitor.Histogram histogram = histogramValue(message);
    return Attribute.of(
        Attribute.Kind.STRING,
        "{\"type\":\""
            + histogram.type()
            + "\",\"edges\":["
            + String.join(",", histogram.edges())
            + "],\"values\":["
            + String.join(",", histogram.values())
            + "]}");
  }

  private static @Nullable Attribute time(WireReader message) throws MalformedMessageException {
    Instant time = instant(message);
    return time == null ? null : Attribute.ofTime(time);
  }

  private static List<String> texts(WireReader message) throws MalformedMessageException {
    List<String> texts = new ArrayList<>();
    while (message.next()) {
      if (message.field() == 1) {
        texts.add(message.text());
      }
    }
    return texts;
  }

  private static Attribute file(WireReader message) throws MalformedMessageException {
    SeriesVisitor.FileValue file = fileValue(message);
    return Attribute.ofFile(Attribute.Kind.FILE, file.where(), file.sizeBytes(), file.mimeType());
  }

  private static SeriesVisitor.FileValue fileValue(WireReader message)
      throws MalformedMessageException {
    String path = "";
    Long size = null;
    String type = null;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> path = message.text();
        case 2 -> size = message.integer();
        case 3 -> type = message.text();
        default -> {}
      }
    }
    return new SeriesVisitor.FileValue(path, extension(path), size, type, null, null);
  }

  /** Returns the extension of a path without its dot, or the empty text. */
  static String extension(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot + 1) : "";
  }

  private static void modify(WireReader entry, Attributes into) throws MalformedMessageException {
    String path = "";
    List<String> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    while (entry.next()) {
      if (entry.field() == 1) {
        path = entry.text();
      } else if (entry.field() == 2) {
        WireReader set = entry.message();
        while (set.next()) {
          if (set.field() == 1) {
            members(set.message(), added, removed);
          }
        }
      }
    }
    into.addMembers(path, added);
    into.removeMembers(path, removed);
  }

  private static void members(WireReader strings, List<String> added, List<String> removed)
      throws MalformedMessageException {
    while (strings.next()) {
      if (strings.field() != 1) {
        continue;
      }
      WireReader entry = strings.message();
      String member = "";
      long operation = 0;
      while (entry.next()) {
        if (entry.field() == 1) {
          member = entry.text();
        } else if (entry.field() == 2) {
          operation = entry.integer();
        }
      }
      if (operation == ADD) {
        added.add(member);
      } else if (operation == REMOVE) {
        removed.add(member);
      }
    }
  }

  /**
   * Reads the points that an {@code UpdateRunSnapshot} appends. A preview, which a later point of
   * the same step replaces, goes to a series of its own, {@code <path>:preview}, and how complete
   * it is said to be to {@code <path>:completion}.
   */
  void series(byte[] bytes, SeriesVisitor visitor) throws MalformedMessageException {
    if (named != visitor) {
      names = new ByteTexts();
      named = visitor;
    }
    Step step = Step.ZERO;
    long time = RunSink.NO_TIME;
    float completion = NO_PREVIEW;
    WireReader message = new WireReader(bytes, 0, bytes.length);
    while (message.next()) {
      switch (message.field()) {
        case 1 -> step = Step.read(message.message());
        case 2 -> time = micros(message.message());
        case 10 -> completion = preview(message.message());
        default -> {}
      }
    }
    message.reset(bytes, 0, bytes.length);
    while (message.next()) {
      if (message.field() == 8) {
        append(message.message(), step, time, completion, visitor);
      }
    }
  }

  /** Returns the completion ratio of a preview, or {@link #NO_PREVIEW}. */
  private static float preview(WireReader message) throws MalformedMessageException {
    boolean preview = false;
    float ratio = 0;
    while (message.next()) {
      if (message.field() == 1) {
        preview = message.bool();
      } else if (message.field() == 2) {
        ratio = message.floatValue();
      }
    }
    return preview ? ratio : NO_PREVIEW;
  }

  private void append(
      WireReader entry, Step step, long time, float completion, SeriesVisitor visitor)
      throws MalformedMessageException {
    int series = -1;
    String path = null;
    WireReader value = null;
    while (entry.next()) {
      if (entry.field() == 1 && entry.isLength()) {
        if (completion == NO_PREVIEW) {
          series = handle(entry.bytes(), entry.start(), entry.end() - entry.start(), visitor);
        } else {
          path = entry.text();
          series = visitor.series(path + ":preview");
        }
      } else if (entry.field() == 2) {
        value = entry.message();
      }
    }
    if (value == null || series < 0) {
      return;
    }
    if (path != null) {
      int ratio = visitor.series(path + ":completion");
      visitor.number(ratio, step.whole(), step.exact(), time, completion);
    }
    point(series, step, time, value, visitor);
  }

  private static void point(
      int series, Step step, long time, WireReader value, SeriesVisitor visitor)
      throws MalformedMessageException {
    long whole = step.whole();
    double exact = step.exact();
    while (value.next()) {
      switch (value.field()) {
        case 1 -> visitor.number(series, whole, exact, time, value.doubleValue());
        case 3 -> visitor.number(series, whole, exact, time, value.integer());
        case 6 -> visitor.text(series, whole, exact, time, value.text());
        case 13 -> visitor.file(series, whole, exact, time, fileValue(value.message()));
        case 14 -> visitor.histogram(series, whole, exact, time, histogramValue(value.message()));
        default -> {}
      }
    }
  }

  private int handle(byte[] bytes, int start, int length, SeriesVisitor visitor) {
    int known = names.find(bytes, start, length);
    if (known != ByteTexts.UNKNOWN) {
      return known;
    }
    String path = new String(bytes, start, length, java.nio.charset.StandardCharsets.UTF_8);
    int handle = visitor.series(path);
    names.put(bytes, start, length, handle);
    return handle;
  }

  private static SeriesVisitor.Histogram histogramValue(WireReader message)
      throws MalformedMessageException {
    List<String> edges = new ArrayList<>();
    List<String> values = new ArrayList<>();
    String type = "COUNTING";
    while (message.next()) {
      switch (message.field()) {
        case 1 -> message.numbers(WireReader.FIXED64, bits -> edges.add(real(bits)));
        case 4 -> {
          WireReader counts = message.message();
          while (counts.next()) {
            if (counts.field() == 1) {
              counts.numbers(WireReader.VARINT, count -> values.add(Long.toUnsignedString(count)));
            }
          }
        }
        case 5 -> {
          type = "DENSITY";
          WireReader densities = message.message();
          while (densities.next()) {
            if (densities.field() == 1) {
              densities.numbers(WireReader.FIXED64, bits -> values.add(real(bits)));
            }
          }
        }
        default -> {}
      }
    }
    return new SeriesVisitor.Histogram(type, edges, values);
  }

  private static String real(long bits) {
    return number(Double.longBitsToDouble(bits));
  }

  /** Returns a double as a token of Python's JSON. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    return FloatText.of(value);
  }

  private static @Nullable Instant instant(WireReader message) throws MalformedMessageException {
    long seconds = 0;
    long nanos = 0;
    while (message.next()) {
      if (message.field() == 1) {
        seconds = message.integer();
      } else if (message.field() == 2) {
        nanos = message.integer();
      }
    }
    try {
      // Python's clock has microseconds; the client's arithmetic in doubles blurs what is below.
      return Instant.ofEpochSecond(
          seconds, Math.round((double) nanos / NANOS_IN_MICRO) * NANOS_IN_MICRO);
    } catch (DateTimeException | ArithmeticException outOfRange) {
      return null;
    }
  }

  private static long micros(WireReader message) throws MalformedMessageException {
    Instant instant = instant(message);
    if (instant == null || Math.abs(instant.getEpochSecond()) > Long.MAX_VALUE / MICROS - 1) {
      return RunSink.NO_TIME;
    }
    return instant.getEpochSecond() * MICROS + instant.getNano() / NANOS_IN_MICRO;
  }

  /**
   * A step: whole and millionths.
   *
   * @param whole rounded down
   * @param exact with its fraction, the nearest double
   */
  record Step(long whole, double exact) {

    private static final double MILLION = 1e6;

    static final Step ZERO = new Step(0, 0);

    static Step read(WireReader message) throws MalformedMessageException {
      long whole = 0;
      long micro = 0;
      while (message.next()) {
        if (message.field() == 1) {
          whole = message.integer();
        } else if (message.field() == 2) {
          micro = message.integer();
        }
      }
      return of(whole, micro);
    }

    static Step of(long whole, long micro) {
      if (micro == 0) {
        return new Step(whole, whole);
      }
      // The nearest double of the exact decimal; whole + micro / 1e6 would round twice.
      double exact =
          Math.abs(whole) < 1L << 33
              ? (whole * MILLION + micro) / MILLION
              : new java.math.BigDecimal(whole)
                  .add(java.math.BigDecimal.valueOf(micro, 6))
                  .doubleValue();
      return new Step(whole, exact);
    }
  }
}
