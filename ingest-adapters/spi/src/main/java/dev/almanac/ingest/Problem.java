package dev.almanac.ingest;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Something that a source could not deliver as it stands there.
 *
 * @param kind what the reader of the problem has to do about it
 * @param runId the tracker's id of the run, or null if it belongs to none
 * @param location file, table or URL, relative to the source where possible
 * @param offset byte offset, line or row number within the location, or -1 if unknown
 * @param reason one sentence: what is wrong and why
 * @param raw the text as it stands in the source, at most {@value #MAX_RAW} characters, or null
 */
public record Problem(
    Kind kind,
    @Nullable String runId,
    String location,
    long offset,
    String reason,
    @Nullable String raw) {

  /** Length to which {@link #raw} is cut. */
  public static final int MAX_RAW = 1_000;

  /** The outcomes that ask for different reactions. */
  public enum Kind {
    /** The end is missing because it is still being written: more later, nothing to do. */
    TRUNCATED,
    /** It is damaged: goes to {@code quarantine}, the rest of the run goes in. */
    CORRUPT,
    /** It is sound, but this version cannot read it. */
    UNSUPPORTED,
    /** It went in, but not as it was logged (clamped, cut, rounded): the raw text is kept here. */
    ALTERED
  }

  /** Cuts the raw text and checks the rest. */
  public Problem {
    requireNonNull(kind, "kind is null");
    requireNonNull(location, "location is null");
    requireNonNull(reason, "reason is null");
    if (raw != null && raw.length() > MAX_RAW) {
      raw = raw.substring(0, MAX_RAW);
    }
  }
}
