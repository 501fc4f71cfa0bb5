package dev.almanac.cli.delivery;

import static java.util.Objects.requireNonNull;

/**
 * Something that is wrong or odd about a channel.
 *
 * @param isWrong whether messages cannot go this way; otherwise it is only odd
 * @param finding what is the case, one sentence; holds no secret
 * @param remedy what to do, one sentence
 */
public record ChannelFault(boolean isWrong, String finding, String remedy) {

  /** Checks for null. */
  public ChannelFault {
    requireNonNull(finding, "finding is null");
    requireNonNull(remedy, "remedy is null");
  }

  static ChannelFault wrong(String finding, String remedy) {
    return new ChannelFault(true, finding, remedy);
  }

  static ChannelFault odd(String finding, String remedy) {
    return new ChannelFault(false, finding, remedy);
  }
}
