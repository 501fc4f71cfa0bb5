package dev.almanac.ingest.read.source;

import dev.almanac.ingest.Problem;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports problems of one run with locations relative to the store.
 *
 * @param root root of the store
 * @param runId the run, or null
 * @param sink where problems go
 */
public record ProblemLog(Path root, @Nullable String runId, Consumer<Problem> sink) {

  /** Reports to no one: for looking at what is read, and reported, elsewhere. */
  public static final ProblemLog IGNORING = new ProblemLog(Path.of(""), null, ignored -> {});

  /** Reports a file that is damaged or cannot be read. */
  public void corrupt(Path file, String reason) {
    report(Problem.Kind.CORRUPT, file, -1, reason, null);
  }

  /** Reports something at a place in a file. */
  public void report(
      Problem.Kind kind, Path file, long offset, String reason, @Nullable String raw) {
    sink.accept(new Problem(kind, runId, location(file), offset, reason, raw));
  }

  private String location(Path file) {
    return file.startsWith(root)
        ? root.relativize(file).toString().replace('\\', '/')
        : file.toString();
  }
}
