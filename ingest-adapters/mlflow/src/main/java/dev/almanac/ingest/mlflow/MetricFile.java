package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.text.LineReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Streams the points of one metric file of a file store.
 *
 * <p>A last line without a line break may be half a line. While the run is live it is left for
 * later ({@code TRUNCATED}), even if it happens to parse; once the run has ended it is taken as it
 * stands.
 */
final class MetricFile {

  /** Malformed lines reported one by one; the rest of a file's are counted in one problem. */
  static final int MAX_PROBLEMS = 20;

  private static final int RAW_BYTES = 200;

  private final Path file;
  private final ProblemLog problems;
  private final MetricLine line;
  private long corrupt;
  private long altered;
  private long inSeconds;
  private boolean sawSteps;

  MetricFile(Path file, MetricLine.Owner owner, ProblemLog problems) {
    this.file = file;
    this.problems = problems;
    this.line = new MetricLine(owner);
  }

  /** Takes in the line just parsed. */
  interface PointVisitor {
    /** Takes in a point; the line is valid during the call only. */
    void point(MetricLine line);
  }

  /**
   * Streams all points in the order of lines.
   *
   * @throws IOException if the file cannot be read
   */
  void read(LiveState state, PointVisitor visitor) throws IOException {
    try (InputStream input = new FileInputStream(file.toFile())) {
      LineReader lines = new LineReader(input);
      while (lines.next()) {
        if (!lines.isComplete() && state == LiveState.LIVE) {
          problems.report(
              Problem.Kind.TRUNCATED,
              file,
              lines.number(),
              "The last line has no line break yet: the run is still being written",
              FileTexts.text(lines.copy(RAW_BYTES)));
        } else {
          one(lines, visitor);
        }
      }
    }
    if (inSeconds > 0) {
      problems.report(
          Problem.Kind.ALTERED,
          file,
          -1,
          inSeconds + " times were taken as seconds, as MLflow before 1.0 logged them",
          null);
    }
    reportRest(corrupt, Problem.Kind.CORRUPT);
    reportRest(altered, Problem.Kind.ALTERED);
  }

  /** Tells whether what is read may still grow. */
  enum LiveState {
    LIVE,
    ENDED;

    /** Returns the state of a run that is or is not live. */
    static LiveState of(boolean live) {
      return live ? LIVE : ENDED;
    }
  }

  private void one(LineReader lines, PointVisitor visitor) {
    if (lines.isOverlong()) {
      corrupt(lines, "is longer than " + LineReader.MAX_LINE + " bytes");
      return;
    }
    if (!line.parse(lines.bytes(), lines.start(), lines.end())) {
      if (line.fault() != null) {
        corrupt(lines, line.fault());
      }
      return;
    }
    if (line.alteration() != null) {
      altered(lines, line.alteration());
    } else if (line.fields() == 2 && sawSteps) {
      altered(lines, "has no step, unlike lines before it; taken as step 0, as MLflow does");
    }
    sawSteps |= line.fields() > 2;
    inSeconds += line.isInSeconds() ? 1 : 0;
    visitor.point(line);
  }

  private void corrupt(LineReader lines, @Nullable String reason) {
    corrupt++;
    if (corrupt <= MAX_PROBLEMS) {
      report(Problem.Kind.CORRUPT, lines, reason);
    }
  }

  private void altered(LineReader lines, @Nullable String reason) {
    altered++;
    if (altered <= MAX_PROBLEMS) {
      report(Problem.Kind.ALTERED, lines, reason);
    }
  }

  private void report(Problem.Kind kind, LineReader lines, @Nullable String reason) {
    problems.report(
        kind,
        file,
        lines.number(),
        "Line " + lines.number() + " " + reason,
        FileTexts.text(lines.copy(RAW_BYTES)));
  }

  private void reportRest(long count, Problem.Kind kind) {
    if (count > MAX_PROBLEMS) {
      String reason = (count - MAX_PROBLEMS) + " further lines have the like";
      problems.report(kind, file, -1, reason, null);
    }
  }
}
