package dev.almanac.reports.delivery.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A connection to a mail server that knows whether a message was handed over whole: from the final
 * dot on (RFC 5321, 4.1.1.4) the server answers for it, even if its answer is lost.
 */
final class PhasedTransport extends SMTPTransport {

  private boolean handedOver;

  PhasedTransport(Session session, URLName server) {
    super(session, server);
  }

  void begin() {
    handedOver = false;
  }

  /** Tells whether the message was handed over; then a failure without a code is no refusal. */
  boolean wasHandedOver() {
    return handedOver;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    handedOver = true;
    super.finishData();
  }
}
