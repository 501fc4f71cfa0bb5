package dev.almanac.reports.delivery.mail;

import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.Receipt;
import dev.almanac.reports.delivery.Receipt.Later.Scope;
import dev.almanac.reports.delivery.Sender;
import dev.almanac.reports.delivery.Smtp;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.text.Visible;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Sends mail over one connection, which is kept for all recipients. */
public final class MailSender implements Sender {

  private static final int MOST_OF_AN_ANSWER = 300;

  private final Destination.Mail mail;
  private final Clock clock;
  private final Charts charts;
  private @Nullable Session session;
  private @Nullable PhasedTransport transport;
  private String secret = "";

  /** Creates a sender; nothing is connected before the first message. */
  public MailSender(Destination.Mail mail, Clock clock) {
    this.mail = mail;
    this.clock = clock;
    this.charts = new Charts(mail.charts());
  }

  @Override
  public List<Preview> preview(Message message, String recipient) {
    return List.of(new Preview("eml", written(message, recipient)));
  }

  private byte[] written(Message message, String recipient) {
    return MailText.of(mail, message, recipient, charts.of(message), clock.instant());
  }

  @Override
  public Receipt send(Message message, String recipient) {
    byte[] bytes = written(message, recipient);
    PhasedTransport open;
    try {
      open = connected();
    } catch (MessagingException | IOException exception) {
      return unconnected(exception);
    }
    open.begin();
    try {
      MimeMessage mime = new MimeMessage(session, new ByteArrayInputStream(bytes));
      open.sendMessage(mime, new Address[] {new InternetAddress(recipient, true)});
      return new Receipt.Sent(said(open.getLastServerResponse()));
    } catch (MessagingException exception) {
      Receipt receipt = receipt(open, exception);
      if (!(receipt instanceof Receipt.Refused)) {
        drop();
      }
      return receipt;
    }
  }

  @Override
  public Receipt reach() {
    try {
      connected();
    } catch (MessagingException | IOException exception) {
      return unconnected(exception);
    }
    Smtp smtp = mail.smtp();
    String encrypted =
        switch (smtp.tls()) {
          case STARTTLS, TLS -> " by TLS";
          case NONE -> " in the clear";
        };
    String login = smtp.user() == null ? "no login" : "logged in as " + smtp.user();
    return new Receipt.Sent(server() + " answers" + encrypted + ", " + login);
  }

  private Receipt unconnected(Exception exception) {
    if (exception instanceof AuthenticationFailedException refused) {
      String what = "it refused the login of " + mail.smtp().user() + ": ";
      // RFC 4954, 6: 454 and other 4xx pass; 535 and other 5xx do not.
      return String.valueOf(refused.getMessage()).startsWith("5")
          ? refusedLogin(what, refused)
          : later(what, refused);
    }
    return exception instanceof MessagingException failed
        ? later("no connection: ", failed)
        : new Receipt.Later(server() + ": " + exception.getMessage(), null, Scope.CHANNEL);
  }

  private Receipt refusedLogin(String what, MessagingException exception) {
    drop();
    return new Receipt.Refused(
        server()
            + ": "
            + what
            + said(answer(exception))
            + ". Correct user or password; it is not tried again by itself, since that can lock an"
            + " account.",
        Scope.CHANNEL);
  }

  private Receipt receipt(PhasedTransport open, MessagingException exception) {
    int code = code(exception);
    if (code >= 500) {
      return new Receipt.Refused(server() + " refused it: " + said(answer(exception)));
    }
    if (code >= 400) {
      return new Receipt.Later(
          server() + " put it off: " + said(answer(exception)), null, Scope.RECIPIENT);
    }
    if (open.wasHandedOver()) {
      return new Receipt.Uncertain(
          server()
              + " had the whole message when the connection ended, and had not answered: it may"
              + " have been delivered or not.");
    }
    return later("the connection ended before the message was handed over: ", exception);
  }

  /** Returns the server's code for what it did not accept; -1 if it said nothing. */
  private static int code(MessagingException exception) {
    Exception at = exception;
    while (at != null) {
      if (at instanceof SMTPAddressFailedException failed) {
        return failed.getReturnCode();
      }
      if (at instanceof SMTPSenderFailedException failed) {
        return failed.getReturnCode();
      }
      if (at instanceof SMTPSendFailedException failed
          && !(failed.getNextException() instanceof SMTPAddressFailedException)) {
        return failed.getReturnCode();
      }
      at = at instanceof MessagingException chained ? chained.getNextException() : null;
    }
    return -1;
  }

  private static String answer(MessagingException exception) {
    Exception at = exception;
    Exception last = exception;
    while (at != null) {
      last = at;
      at = at instanceof MessagingException chained ? chained.getNextException() : null;
    }
    String text = last.getMessage();
    return text == null ? last.getClass().getSimpleName() : text;
  }

  private Receipt later(String what, MessagingException exception) {
    drop();
    return new Receipt.Later(
        server() + ": " + what + said(answer(exception)) + ".", null, Scope.CHANNEL);
  }

  private PhasedTransport connected() throws MessagingException, IOException {
    if (transport != null && transport.isConnected()) {
      return transport;
    }
    Smtp smtp = mail.smtp();
    secret = smtp.password() == null ? "" : smtp.password().reveal();
    Session fresh = SmtpSession.of(smtp);
    URLName name = new URLName("smtp", smtp.host(), smtp.port(), null, null, null);
    PhasedTransport connecting = new PhasedTransport(fresh, name);
    connecting.connect(smtp.host(), smtp.port(), smtp.user(), secret.isEmpty() ? null : secret);
    session = fresh;
    transport = connecting;
    return connecting;
  }

  private String server() {
    return mail.smtp().host() + ":" + mail.smtp().port();
  }

  /** Returns what a server said in one line, without the password should it repeat it. */
  private String said(@Nullable String answer) {
    String whole = answer == null ? "" : answer;
    String clean = secret.isEmpty() ? whole : whole.replace(secret, "***");
    return Visible.of(clean, MOST_OF_AN_ANSWER).replaceAll("[;. ]+$", "");
  }

  private void drop() {
    PhasedTransport open = transport;
    transport = null;
    if (open != null) {
      try {
        open.close();
      } catch (MessagingException exception) {
        // It is gone already.
        return;
      }
    }
  }

  @Override
  public void close() {
    drop();
    charts.close();
  }
}
