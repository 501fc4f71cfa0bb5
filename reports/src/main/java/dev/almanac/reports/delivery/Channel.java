package dev.almanac.reports.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A way to people, with a name.
 *
 * @param name unique among the channels
 * @param destination where it leads
 * @param ifUncertain what is done when it cannot be known whether a message arrived
 * @param empties what is done with reports on periods in which nothing happened
 * @param patience how long a message is tried before it is given up
 */
public record Channel(
    String name,
    Destination destination,
    IfUncertain ifUncertain,
    Empties empties,
    Duration patience) {

  /** How long a message is tried if nobody says otherwise. */
  public static final Duration PATIENCE = Duration.ofDays(3);

  /** What is done when it cannot be known whether a message arrived. */
  public enum IfUncertain {
    /** It is kept back until a person decides: never twice, maybe not at all. */
    HOLD,
    /** It is sent again: at least once, maybe twice. */
    RESEND
  }

  /** What is done with reports on periods in which nothing happened. */
  public enum Empties {
    /** They are sent like others; the message says that nothing happened. */
    SEND,
    /** They are not sent. */
    SKIP
  }

  /** Checks for null. */
  public Channel {
    requireNonNull(name, "name is null");
    requireNonNull(destination, "destination is null");
    requireNonNull(ifUncertain, "ifUncertain is null");
    requireNonNull(empties, "empties is null");
    requireNonNull(patience, "patience is null");
  }

  /** Returns a channel with what holds where nobody says otherwise. */
  public static Channel of(String name, Destination destination) {
    return new Channel(
        name,
        destination,
        destination.recognisesRepeats() ? IfUncertain.RESEND : IfUncertain.HOLD,
        Empties.SEND,
        PATIENCE);
  }
}
