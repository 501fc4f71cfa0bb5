package dev.almanac.cli.doctor;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What was found about one thing.
 *
 * @param subject what was looked at
 * @param state how it is
 * @param finding what is the case
 * @param remedy what to do; empty if nothing is
 */
public record Check(String subject, State state, String finding, String remedy) {

  /** How a thing is. */
  public enum State {
    /** As it should be. */
    OK,
    /** It works, but not as well as it could. */
    WARNING,
    /** It does not work. */
    FAILED;

    /** Returns the word for people. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks for null. */
  public Check {
    requireNonNull(subject, "subject is null");
    requireNonNull(state, "state is null");
    requireNonNull(finding, "finding is null");
    requireNonNull(remedy, "remedy is null");
  }

  /** Says that all is well. */
  public static Check ok(String subject, String finding) {
    return new Check(subject, State.OK, finding, "");
  }

  /** Says that something could be better. */
  public static Check warning(String subject, String finding, String remedy) {
    return new Check(subject, State.WARNING, finding, remedy);
  }

  /** Says that something does not work. */
  public static Check failed(String subject, String finding, String remedy) {
    return new Check(subject, State.FAILED, finding, remedy);
  }
}
