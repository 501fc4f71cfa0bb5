package dev.almanac.reports.delivery.mail;

import static java.util.Objects.requireNonNull;

/** What became of a picture of a message. */
sealed interface Drawn {

  /**
   * It goes along with the mail.
   *
   * @param contentId by which the HTML names it
   * @param unit what its vertical axis shows; may be empty
   * @param png its content
   * @param width in pixels as it should be shown
   */
  record Inline(String contentId, String unit, byte[] png, int width) implements Drawn {
    /** Checks for null. */
    public Inline {
      requireNonNull(contentId, "contentId is null");
      requireNonNull(unit, "unit is null");
    }
  }

  /**
   * It does not.
   *
   * @param reason why, said once in the mail; may be empty
   */
  record Missing(String reason) implements Drawn {
    /** Checks for null. */
    public Missing {
      requireNonNull(reason, "reason is null");
    }
  }
}
