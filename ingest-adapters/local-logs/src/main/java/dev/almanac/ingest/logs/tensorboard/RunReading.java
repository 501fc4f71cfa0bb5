package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.FileIdentity;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.tensorboard.EventReader.Form;
import dev.almanac.ingest.logs.tensorboard.ReadState.Blob;
import dev.almanac.ingest.logs.tensorboard.ReadState.FileState;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a run of the records of its files, read one after the other: {@link TagTable} tells what is
 * done with the values of a tag, {@link RunSeries} takes numbers, {@link LoggedParams} what was
 * set. Not safe for use by several threads.
 */
final class RunReading {

  /** Reported one by one; of more in one file only the number. */
  private static final int MAX_PROBLEMS = 50;

  /** Keras names a session's group by a hash of its hyper-parameters. */
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final ReadState state;
  private final RunLog out;
  private final EventReader event = new EventReader();
  private final double[] histogram = new double[3];
  private final TagTable tags;
  private final RunSeries series;
  private final LoggedParams params;
  private FileBeingRead file;
  private int problems;
  private int badTimes;

  RunReading(ReadState state, RunLog out) {
    this.state = state;
    this.out = out;
    this.tags = new TagTable(state.blobs, out);
    this.series = new RunSeries(state, out);
    this.params = new LoggedParams(state, out);
    this.file = FileBeingRead.none(state);
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
    file = new FileBeingRead(state, next);
    tags.goOn(next);
    series.goOn(file);
    problems = 0;
    badTimes = 0;
    try (RecordFile records = new RecordFile(next.path(), file.offset())) {
      long end = records(records);
      FileState read = file.begun();
      read.offset(end);
      read.identity(FileIdentity.of(next.path(), end));
    } catch (IOException unreadable) {
      out.problems().corrupt(next.path(), "Cannot read it: " + FileTexts.reason(unreadable));
      file.begun();
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
        file.noteTime(wallTime);
      } else {
        badTimes++;
      }
    }
    switch (event.content()) {
      case SUMMARY -> values(micros);
      case SESSION -> {
        if (event.startsSession()) {
          series.session(event.step());
        }
      }
      case GRAPH -> listed("graph", "graph", event.contentLength());
      case LOG_MESSAGE -> listed("log_message", "text", event.contentLength());
      default -> {}
    }
  }

  private void values(long micros) throws MalformedMessageException {
    while (event.nextValue()) {
      Tag tag = tags.of(event);
      if (tag != null) {
        value(tag, micros);
      }
    }
  }

  private void value(Tag tag, long micros) throws MalformedMessageException {
    switch (tag.handling) {
      case NUMBERS -> {
        if (event.form() == Form.SCALAR) {
          series.number(tag, event.step(), micros, event.number());
        } else if (event.form() != Form.NONE) {
          unlike(tag);
        }
      }
      case HISTOGRAM -> histogram(tag, micros);
      case LISTED -> list(tag);
      case CONFIGURATION -> {
        if (!params.configuration(tag, event, file.path())) {
          listed(tag.key, "text", event.valueLength());
        }
      }
      case HPARAMS -> params.hparams(event, file.path());
    }
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

  private void histogram(Tag tag, long micros) {
    list(tag);
    double[] numbers = histogram;
    if (event.form() == Form.HISTOGRAM) {
      numbers = event.histogram();
    } else if (event.form() != Form.TENSOR || !event.tensor().histogram(histogram)) {
      return;
    }
    series.histogram(tag, event.step(), micros, numbers);
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

  /** Delivers what is known of the run as a whole. */
  void finish(List<EventFile> files) {
    params.deliver();
    state.blobs.forEach(
        (key, blob) -> out.artifact(new Artifact(key, blob.kind(), blob.bytes(), null, null)));
    series.tellHeld();
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

  private static @Nullable Instant instant(double seconds) {
    return Math.abs(seconds) < 9e12
        ? Instant.EPOCH.plus((long) Math.rint(seconds * 1e6), ChronoUnit.MICROS)
        : null;
  }
}
