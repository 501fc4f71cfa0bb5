package dev.almanac.ingest.optuna;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.FileTimes;
import dev.almanac.ingest.read.text.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the studies in a journal file. Replaying it is all there is, so a change costs the file.
 */
final class JournalStore implements RunSource {

  /** Longest operation that is read: attributes may be large, but not like this. */
  private static final int MAX_LINE = 32 << 20;

  private final SourceSpec spec;
  private final Path file;
  private @Nullable Map<String, Trial> index;

  JournalStore(SourceSpec spec) throws IOException {
    this.spec = spec;
    this.file = spec.path();
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "Cannot read the Optuna journal " + file + ": there is no such file; check the path");
    }
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public String stamp() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.size()
        + "@"
        + FileTimes.nanos(attributes)
        + " "
        + spec.options().text("zone");
  }

  @Override
  public RunListing list() throws IOException {
    List<Problem> problems = new ArrayList<>();
    Map<String, Trial> trials = new TreeMap<>();
    List<RunEntry> entries = new ArrayList<>();
    String context = StudyStore.times(spec.options(), null).toString();
    for (Trial trial : replay(problems).trials()) {
      trials.put(trial.runId(), trial);
    }
    trials.forEach(
        (runId, trial) ->
            entries.add(
                new RunEntry(runId, TrialFingerprint.of(trial, context), !trial.isFinished())));
    index = trials;
    return new RunListing(entries, problems);
  }

  private JournalReplay replay(List<Problem> problems) throws IOException {
    JournalReplay replay = new JournalReplay();
    try (InputStream input = Files.newInputStream(file)) {
      LineReader lines = new LineReader(input, MAX_LINE);
      while (lines.next()) {
        if (!lines.isComplete()) {
          problems.add(problem(Problem.Kind.TRUNCATED, lines, "The last operation is unfinished"));
        } else if (lines.isOverlong()) {
          problems.add(
              problem(
                  Problem.Kind.CORRUPT,
                  lines,
                  "An operation of more than " + MAX_LINE + " bytes is left out"));
        } else if (lines.end() > lines.start()) {
          apply(lines, replay, problems);
        }
      }
    }
    return replay;
  }

  private void apply(LineReader lines, JournalReplay replay, List<Problem> problems) {
    try {
      JsonValue operation = JsonText.parse(lines.bytes(), lines.start(), lines.end());
      replay.apply(operation);
    } catch (IOException odd) {
      String message = String.valueOf(odd.getMessage()).lines().findFirst().orElse("");
      problems.add(problem(Problem.Kind.CORRUPT, lines, "Cannot read an operation: " + message));
    }
  }

  private Problem problem(Problem.Kind kind, LineReader lines, String reason) {
    String raw = new String(lines.copy(Problem.MAX_RAW), StandardCharsets.UTF_8);
    return new Problem(kind, null, String.valueOf(file.getFileName()), lines.offset(), reason, raw);
  }

  @Override
  public List<List<RunEntry>> plan(List<RunEntry> wanted) {
    return wanted.isEmpty() ? List.of() : List.of(wanted);
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    if (index == null) {
      list();
    }
    Map<String, Trial> trials = index == null ? Map.of() : index;
    OptunaMapping mapping =
        new OptunaMapping(
            StudyStore.times(spec.options(), null), null, sink, String.valueOf(file.getFileName()));
    for (RunEntry entry : batch) {
      Trial trial = trials.get(entry.runId());
      if (trial != null) {
        mapping.deliver(trial);
      }
    }
  }

  @Override
  public void close() {}
}
