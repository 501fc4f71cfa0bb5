package dev.almanac.reports.delivery;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a channel leads. */
public sealed interface Destination {

  /** Returns the word that {@code almanac.yaml} has for this kind. */
  String kind();

  /** Returns who is written to, one by one; one empty name where there is nobody to name. */
  default List<String> recipients() {
    return List.of("");
  }

  /** Tells whether a message that comes twice does no harm, because it is recognised. */
  default boolean recognisesRepeats() {
    return false;
  }

  /**
   * Mail, one message for each recipient.
   *
   * @param to addresses, at least one
   * @param from the sender, an address with or without a name
   * @param replyTo where answers go, or null for the sender
   * @param unsubscribe address or https URL by which to get off, or null
   * @param smtp the server
   * @param charts how many charts are drawn into it, from 0 to 3
   */
  record Mail(
      List<String> to,
      String from,
      @Nullable String replyTo,
      @Nullable String unsubscribe,
      Smtp smtp,
      int charts)
      implements Destination {

    /** The most charts in a mail. */
    public static final int MOST_CHARTS = 3;

    /** Checks and copies. */
    public Mail {
      to = List.copyOf(to);
      requireNonNull(from, "from is null");
      requireNonNull(smtp, "smtp is null");
      if (to.isEmpty() || charts < 0 || charts > MOST_CHARTS) {
        throw new IllegalArgumentException("A mail needs recipients, and 0 to 3 charts");
      }
    }

    @Override
    public String kind() {
      return "mail";
    }

    @Override
    public List<String> recipients() {
      return to;
    }
  }

  /** An incoming webhook of Slack; its address is a secret. */
  record Slack(Credential webhook) implements Destination {
    @Override
    public String kind() {
      return "slack";
    }
  }

  /** A workflow of Microsoft Teams that posts what its webhook gets; its address is a secret. */
  record Teams(Credential webhook) implements Destination {
    @Override
    public String kind() {
      return "teams";
    }
  }

  /**
   * Any service that takes JSON. It is told the same {@code Idempotency-Key} at every try, and is
   * expected to pass over what it knows.
   *
   * @param url where to post to
   * @param secret key of the signature, or null for none
   */
  record Webhook(Credential url, @Nullable Credential secret) implements Destination {
    @Override
    public String kind() {
      return "webhook";
    }

    @Override
    public boolean recognisesRepeats() {
      return true;
    }
  }

  /** A folder, maybe a mounted bucket, that gets a copy of the archived files. */
  record Folder(Credential path) implements Destination {
    @Override
    public String kind() {
      return "file";
    }

    @Override
    public boolean recognisesRepeats() {
      return true;
    }
  }

  /** A file to which the message is added as Markdown, once. */
  record Markdown(Credential path) implements Destination {
    @Override
    public String kind() {
      return "markdown";
    }

    @Override
    public boolean recognisesRepeats() {
      return true;
    }
  }

  /**
   * A service that raises an alarm when it is not called.
   *
   * @param success called with GET when a report was made
   * @param failure called when one could not be made, or null
   */
  record Ping(Credential success, @Nullable Credential failure) implements Destination {
    @Override
    public String kind() {
      return "ping";
    }

    @Override
    public boolean recognisesRepeats() {
      return true;
    }
  }
}
