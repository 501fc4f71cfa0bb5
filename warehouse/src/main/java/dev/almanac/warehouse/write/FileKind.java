package dev.almanac.warehouse.write;

import java.util.Locale;
import org.apache.iceberg.DataFile;

/** Which rows a file holds; part of its name. */
public enum FileKind {
  /** Rows of runs that have ended, and everything that is not about a run. */
  SETTLED,
  /** Rows of runs that may still grow: the next sync drops the file whole. */
  LIVE;

  String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the kind that a file's name states. */
  public static FileKind of(DataFile file) {
    return file.location().endsWith("-" + LIVE.suffix() + FileNames.EXTENSION) ? LIVE : SETTLED;
  }
}
