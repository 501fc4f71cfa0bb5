package dev.almanac.warehouse;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Says in one message what the warehouse cannot do, where, why and what to do about it. The
 * warehouse itself is unharmed.
 */
public final class WarehouseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What went wrong, for exit codes. */
  public enum Reason {
    /** There is no warehouse, and none was to be made. */
    ABSENT,
    /** The place holds something else, or what is there cannot be read. */
    UNREADABLE,
    /** A newer version of Almanac made it. */
    NEWER_VERSION,
    /** Another process is writing, for longer than this one may wait. */
    HELD,
    /** Another writer committed in between. */
    CONFLICT,
    /** The disk is full or refuses writing. */
    STORAGE,
    /** The snapshot has expired or never was. */
    NO_SNAPSHOT
  }

  private final Reason reason;

  /** Creates the exception. */
  public WarehouseException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = requireNonNull(reason, "reason is null");
  }

  /** Returns what went wrong. */
  public Reason reason() {
    return reason;
  }
}
