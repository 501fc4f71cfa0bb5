package dev.almanac.ingest.read.archive;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.Problem;
import java.io.IOException;

/** Says that an archive, or one entry of it, cannot be read. The message is the reason in words. */
public final class ArchiveException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Problem.Kind kind;

  /** Creates the exception with what the reader of the problem has to do about it. */
  public ArchiveException(Problem.Kind kind, String reason) {
    super(requireNonNull(reason, "reason is null"));
    this.kind = requireNonNull(kind, "kind is null");
  }

  /**
   * Returns what it means: {@code TRUNCATED} if the archive's end is missing, {@code UNSUPPORTED}
   * if it is encrypted or packed by another method, else {@code CORRUPT}.
   */
  public Problem.Kind kind() {
    return kind;
  }
}
