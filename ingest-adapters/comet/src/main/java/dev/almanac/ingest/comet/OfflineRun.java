package dev.almanac.ingest.comet;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.archive.ArchiveException;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.SilentSink;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.text.LineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An experiment that was logged offline: the archive of the experiment, and those of the times that
 * it was continued, in the order in which they began.
 */
final class OfflineRun implements LocalRun {

  /** Counts up when the same archive is read differently, so that all is read again. */
  private static final String GENERATION = "1";

  /** A whole HTML page may stand in a line. */
  private static final int MAX_LINE = 64 << 20;

  private final Path base;
  private final String id;
  private final @Nullable String key;
  private final List<OfflinePart> parts;

  /**
   * Describes an experiment.
   *
   * @param key the experiment's key; null if nothing tells it
   */
  OfflineRun(Path base, String id, @Nullable String key, List<OfflinePart> parts) {
    this.base = base;
    this.id = id;
    this.key = key;
    this.parts = List.copyOf(parts);
  }

  @Override
  public String id() {
    return id;
  }

  /** A folder without {@code experiment.json} was not ended, so that it may grow. */
  @Override
  public boolean live() {
    return parts.stream()
        .anyMatch(
            part -> !part.archive() && !Files.exists(part.path().resolve(OfflinePart.EXPERIMENT)));
  }

  @Override
  public String fingerprint() throws IOException {
    Fingerprint all = new Fingerprint().row("generation", GENERATION);
    int number = 0;
    for (OfflinePart part : parts) {
      Fingerprint own = new Fingerprint();
      part.fingerprint(own);
      all.row("part", Integer.toString(number++), own.text());
    }
    return all.text();
  }

  @Override
  public void read(RunSink sink) throws IOException {
    ExperimentFacts facts = new ExperimentFacts(id);
    facts.key(key);
    facts.status(live() ? RunStatus.RUNNING : RunStatus.UNKNOWN);
    int run = -1;
    @Nullable ExperimentPoints points = null;
    for (OfflinePart part : parts) {
      if (!Files.exists(part.path())) {
        continue;
      }
      if (points == null) {
        run = sink.begin(facts.run());
        points = new ExperimentPoints(sink, run, id);
      }
      read(part, facts, points, sink::problem);
    }
    if (points != null) {
      facts.deliver(sink, run);
      points.finish(facts.objective(), facts.direction(), PointOrigin.CLIENT);
    }
  }

  private void read(
      OfflinePart part,
      ExperimentFacts facts,
      ExperimentPoints points,
      Consumer<Problem> problems) {
    try (OfflinePart.Opened opened = part.open()) {
      opened
          .remarks()
          .forEach(remark -> say(problems, Problem.Kind.CORRUPT, part, -1, remark, null));
      try {
        describe(opened.experiment(), facts);
      } catch (IOException damaged) {
        say(problems, kind(damaged), part, -1, FileTexts.reason(damaged), null);
      }
      messages(part, opened, facts, points, problems, new HashMap<>());
    } catch (IOException unreadable) {
      say(
          problems,
          kind(unreadable),
          part,
          -1,
          "Cannot read the offline experiment: " + FileTexts.reason(unreadable),
          null);
    }
  }

  private static Problem.Kind kind(IOException unreadable) {
    return unreadable instanceof ArchiveException said ? said.kind() : Problem.Kind.CORRUPT;
  }

  private void describe(JsonValue experiment, ExperimentFacts facts) {
    if (!experiment.isNull() && !live()) {
      facts.status(RunStatus.FINISHED);
    }
    facts.times(
        CometMapping.time(experiment.get("start_time")),
        CometMapping.time(experiment.get("stop_time")));
    String workspace = CometMapping.text(experiment.get("workspace"));
    String project = CometMapping.text(experiment.get("project_name"));
    if (workspace != null || project != null) {
      facts.place(workspace, project, null);
    }
    experiment.get("tags").elements().forEach(tag -> facts.label(tag.asText()));
    String error = CometMapping.text(experiment.get("customer_error_message"));
    if (error != null) {
      facts.fact("comet", "customer_error_message", error);
    }
  }

  private void messages(
      OfflinePart part,
      OfflinePart.Opened opened,
      ExperimentFacts facts,
      ExperimentPoints points,
      Consumer<Problem> problems,
      Map<String, String> delivered)
      throws IOException {
    MessageReader reader =
        new MessageReader(
            id,
            facts,
            points,
            new MessageReader.Members() {
              @Override
              public @Nullable Long size(String member) {
                return opened.size(member);
              }

              @Override
              public @Nullable String digest(String member) {
                return opened.digest(member);
              }

              @Override
              public void delivered(String path, String member) {
                delivered.put(path, member);
              }
            },
            problems);
    String location = location(part) + (part.archive() ? "!/" : "/") + OfflinePart.MESSAGES;
    try (InputStream input = opened.file(OfflinePart.MESSAGES)) {
      if (input == null) {
        say(
            problems,
            Problem.Kind.CORRUPT,
            part,
            -1,
            "the offline experiment has no " + OfflinePart.MESSAGES,
            null);
        return;
      }
      lines(part, input, reader, location, problems);
    } finally {
      reader.finish();
    }
  }

  private void lines(
      OfflinePart part,
      InputStream input,
      MessageReader reader,
      String location,
      Consumer<Problem> problems)
      throws IOException {
    LineReader lines = new LineReader(input, MAX_LINE);
    while (lines.next()) {
      if (lines.start() == lines.end()) {
        continue;
      }
      if (lines.isOverlong()) {
        reader.corrupt(
            lines.copy(Problem.MAX_RAW),
            location,
            lines.number(),
            new IOException("the line is longer than " + MAX_LINE + " bytes"));
        continue;
      }
      try {
        reader.read(lines.bytes(), lines.start(), lines.end(), location, lines.number());
      } catch (IOException noMessage) {
        if (!lines.isComplete() && !part.archive()) {
          problems.accept(
              new Problem(
                  Problem.Kind.TRUNCATED,
                  id,
                  location,
                  lines.number(),
                  "the last message is still being written",
                  null));
        } else {
          reader.corrupt(lines.copy(Problem.MAX_RAW), location, lines.number(), noMessage);
        }
      }
    }
  }

  private void say(
      Consumer<Problem> problems,
      Problem.Kind kind,
      OfflinePart part,
      long offset,
      String reason,
      @Nullable String raw) {
    problems.accept(new Problem(kind, id, location(part), offset, reason, raw));
  }

  private String location(OfflinePart part) {
    Path path = part.path();
    Path below =
        path.startsWith(base) && !path.equals(base) ? base.relativize(path) : path.getFileName();
    return below == null ? "." : below.toString().replace('\\', '/');
  }

  /** Reads the messages once more to find the artifact's file; a person waits for one, not many. */
  @Override
  public @Nullable InputStream artifact(String path) throws IOException {
    InputStream held = path.startsWith("run/") ? text(path) : null;
    if (held != null) {
      return held;
    }
    ExperimentFacts facts = new ExperimentFacts(id);
    ExperimentPoints points = new ExperimentPoints(new SilentSink(), 0, id);
    for (OfflinePart part : parts) {
      OfflinePart.Opened opened = part.open();
      Map<String, String> delivered = new HashMap<>();
      messages(part, opened, facts, points, problem -> {}, delivered);
      String member = delivered.get(path);
      InputStream content = member == null ? null : opened.file(member);
      if (content != null) {
        return new ClosingStream(content, opened);
      }
      opened.close();
    }
    return null;
  }

  /** Returns what the messages themselves hold, in memory, up to a bound. */
  private @Nullable InputStream text(String path) throws IOException {
    StringBuilder text = new StringBuilder();
    boolean found = false;
    for (OfflinePart part : parts) {
      try (OfflinePart.Opened opened = part.open();
          InputStream input = opened.file(OfflinePart.MESSAGES)) {
        if (input == null) {
          continue;
        }
        LineReader lines = new LineReader(input, MAX_LINE);
        while (lines.next() && text.length() < MAX_LINE) {
          String own = MessageText.of(path, lines);
          if (own != null) {
            if (!path.equals(MessageReader.OUTPUT)) {
              text.setLength(0);
            }
            text.append(own);
            found = true;
          }
        }
      }
    }
    return found
        ? new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8))
        : null;
  }
}
