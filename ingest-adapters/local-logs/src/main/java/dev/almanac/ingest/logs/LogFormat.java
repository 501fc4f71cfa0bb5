package dev.almanac.ingest.logs;

import dev.almanac.ingest.Capability;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A kind of log that training code leaves on disk. Implementations hold no state and are safe for
 * use by several threads; they are listed in {@link LogFormats}, strongest first.
 */
public interface LogFormat {

  /**
   * Names what wrote the logs, as {@code runs.tracker} spells it, for example {@code lightning}.
   */
  String tracker();

  /** Declares what logs of this kind can deliver. */
  Set<Capability> capabilities();

  /** Names the versions whose real files were tried, for people. */
  String tried();

  /**
   * Finds the logs of this kind that begin in one folder. Called once for each folder of a walk,
   * parents first. Looks at names first; opens a file only where a name promises something, and
   * then no more of it than its beginning, unless the file holds many runs that must be told apart.
   *
   * <p>Claims nothing that it is not sure of. But a file that is named for the format and cannot be
   * read is found all the same, so that reading it says what is wrong.
   *
   * @return the logs; empty if there are none
   * @throws IOException if the folder cannot be looked at; becomes a problem, the walk goes on
   */
  List<Log> find(LogFolder folder) throws IOException;
}
