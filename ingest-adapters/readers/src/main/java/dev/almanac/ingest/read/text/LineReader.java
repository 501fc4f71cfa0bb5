package dev.almanac.ingest.read.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines without making objects of them, in bounded memory whatever a line's
 * length.
 */
public final class LineReader {

  /** Longest line that is kept whole unless the constructor says otherwise. */
  public static final int MAX_LINE = 1 << 16;

  private static final int CAPACITY = 1 << 17;

  /** Holds a metric file of some 200 points whole. */
  private static final int FIRST_CAPACITY = 1 << 14;

  private final InputStream input;
  private final int maxLine;
  private byte[] buffer = new byte[FIRST_CAPACITY];
  private int position;
  private int limit;
  private boolean ended;
  private long lineNumber;
  private long moved;
  private int lineStart;
  private int lineEnd;
  private boolean complete;
  private boolean overlong;

  /** Reads lines of at most {@link #MAX_LINE} bytes. */
  public LineReader(InputStream input) {
    this(input, MAX_LINE);
  }

  /**
   * Reads lines of at most so many bytes; of longer ones the end.
   *
   * @param maxLine bytes that are kept of a line; memory is bounded by twice as much
   */
  public LineReader(InputStream input, int maxLine) {
    this.input = input;
    this.maxLine = maxLine;
  }

  /**
   * Moves to the next line.
   *
   * @return false at the end of the stream; an unfinished last line is a line
   */
  public boolean next() throws IOException {
    overlong = false;
    int scan = position;
    while (true) {
      while (scan < limit && buffer[scan] != '\n') {
        scan++;
      }
      if (scan < limit) {
        return line(scan, scan + 1, true);
      }
      if (ended) {
        return position < limit && line(limit, limit, false);
      }
      if (limit - position > maxLine) {
        overlong = true;
        position = limit - 1;
      }
      scan -= makeRoom();
      fill();
    }
  }

  private boolean line(int end, int nextPosition, boolean hasBreak) {
    lineStart = position;
    lineEnd = end;
    position = nextPosition;
    complete = hasBreak;
    lineNumber++;
    return true;
  }

  private int makeRoom() {
    int dropped = position;
    boolean tight =
        limit - position > buffer.length / 2 && buffer.length < Math.max(CAPACITY, 2 * maxLine);
    byte[] target = tight ? new byte[2 * buffer.length] : buffer;
    System.arraycopy(buffer, position, target, 0, limit - position);
    buffer = target;
    limit -= dropped;
    position = 0;
    moved += dropped;
    return dropped;
  }

  private void fill() throws IOException {
    int count = input.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      ended = true;
    } else {
      limit += count;
    }
  }

  /** Returns the bytes that hold the line from {@link #start} to {@link #end}. */
  public byte[] bytes() {
    return buffer;
  }

  /** Returns where the line begins. */
  public int start() {
    return lineStart;
  }

  /** Returns where the line ends, line break left out. */
  public int end() {
    return lineEnd;
  }

  /** Returns the number of the line, from 1. */
  public long number() {
    return lineNumber;
  }

  /** Returns how many bytes of the stream lie before the line. */
  public long offset() {
    return moved + lineStart;
  }

  /** Returns how many bytes of the stream lie before the next line. */
  public long nextOffset() {
    return moved + position;
  }

  /** Tells whether the line ends with a line break. */
  public boolean isComplete() {
    return complete;
  }

  /**
   * Tells whether the line was longer than the longest that is kept, so that its beginning is lost.
   */
  public boolean isOverlong() {
    return overlong;
  }

  /** Returns a copy of the line's bytes, cut to a length. */
  public byte[] copy(int maxLength) {
    return Arrays.copyOfRange(buffer, lineStart, Math.min(lineEnd, lineStart + maxLength));
  }
}
