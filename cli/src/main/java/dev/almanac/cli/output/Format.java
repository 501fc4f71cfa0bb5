package dev.almanac.cli.output;

import java.util.Locale;

/** The formats of results, as {@code --format} spells them. */
public enum Format {
  /** For people. */
  TABLE,
  /** RFC 4180, safe for spreadsheets. */
  CSV,
  /** One line a row, as PostgreSQL's COPY. */
  TSV,
  /** One array of objects. */
  JSON,
  /** One object a line. */
  JSONL,
  /** A table for GitHub and the like. */
  MARKDOWN,
  /** Parquet with zstd. */
  PARQUET,
  /** Arrow IPC stream. */
  ARROW;

  /** Tells whether it is bytes that no terminal should see. */
  public boolean isBinary() {
    return this == PARQUET || this == ARROW;
  }

  /** Spelt as on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
