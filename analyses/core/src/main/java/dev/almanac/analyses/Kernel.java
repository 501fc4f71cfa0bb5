package dev.almanac.analyses;

/**
 * The pure computation of one scope: no I/O, no clock, no engine. Used by one thread.
 *
 * <p>Equal groups in equal order and an equal {@link Scope} give equal rows.
 */
public interface Kernel {

  /** Takes in the rows of the next group and may write result rows. */
  void group(RowGroup group, ResultRows out);

  /** Ends the scope; called also when there was no group at all. */
  Outcome finish(ResultRows out);
}
