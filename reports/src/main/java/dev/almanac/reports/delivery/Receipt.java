package dev.almanac.reports.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one try to send one message to one recipient. */
public sealed interface Receipt {

  /** Returns what happened, for people; holds no secret. */
  String message();

  /** It was taken. */
  record Sent(String message) implements Receipt {
    /** Checks for null. */
    public Sent {
      requireNonNull(message, "message is null");
    }
  }

  /**
   * It was not taken, and may be later.
   *
   * @param after how long the other side asks to wait, or null if it does not
   * @param scope what is concerned
   */
  record Later(String message, @Nullable Duration after, Scope scope) implements Receipt {

    /** What a failure is about. */
    public enum Scope {
      /** This message to this recipient. */
      RECIPIENT,
      /** All that goes this way: nothing else needs to be tried now. */
      CHANNEL
    }

    /** Checks for null. */
    public Later {
      requireNonNull(message, "message is null");
      requireNonNull(scope, "scope is null");
    }
  }

  /**
   * It was refused for good.
   *
   * @param scope what is concerned: with {@link Later.Scope#CHANNEL}, all else that waits to go
   *     this way would be refused as well
   */
  record Refused(String message, Later.Scope scope) implements Receipt {
    /** Checks for null. */
    public Refused {
      requireNonNull(message, "message is null");
      requireNonNull(scope, "scope is null");
    }

    /** Creates a refusal of one message to one recipient. */
    public Refused(String message) {
      this(message, Later.Scope.RECIPIENT);
    }
  }

  /** It was handed over, and the connection ended before an answer: it may have arrived or not. */
  record Uncertain(String message) implements Receipt {
    /** Checks for null. */
    public Uncertain {
      requireNonNull(message, "message is null");
    }
  }
}
