package dev.almanac.ingest.read.source;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/** Reads file times as fine as the file system keeps them. */
public final class FileTimes {

  private FileTimes() {}

  /** Returns the time of the last change in nanoseconds since the epoch. */
  public static long nanos(BasicFileAttributes attributes) {
    return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
  }
}
