package dev.almanac.ingest.logs.stdout;

/** Knows the lines of one program. One is made for each file; not safe for several threads. */
public interface LineParser {

  /**
   * Hands on what a line says.
   *
   * @param line the line without line break, colours and whatever a progress bar overwrote
   * @return whether the line is one of the program's
   */
  boolean line(String line, Printed out);

  /** Returns what must be known to go on behind this line: a count of lines, an epoch. */
  default long state() {
    return 0;
  }

  /** Goes on with a state. */
  default void state(long saved) {}
}
