package dev.almanac.reports.delivery.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.PlainText;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Writes a message as mail (RFC 5322, RFC 2045 to 2047, RFC 2387): plain text beside HTML with its
 * pictures. The same message to the same recipient at the same time has the same bytes, and its
 * {@code Message-ID} is the same at any time.
 */
final class MailText {

  private static final String FOOTER = "Sent by Almanac because almanac.yaml names you.";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, "\r\n".getBytes(US_ASCII));

  private final Destination.Mail mail;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(65_536);

  private MailText(Destination.Mail mail) {
    this.mail = mail;
  }

  /**
   * Returns the mail as it goes over the wire.
   *
   * @param recipient one of the channel's
   * @param pictures what became of the message's pictures
   * @param date when it is sent
   */
  static byte[] of(
      Destination.Mail mail,
      Message message,
      String recipient,
      List<Drawn> pictures,
      Instant date) {
    MailText text = new MailText(mail);
    try {
      text.headers(message, recipient, date);
      text.body(message, pictures);
    } catch (IOException | MessagingException exception) {
      throw new IllegalStateException("Cannot write a mail in memory", exception);
    }
    return text.out.toByteArray();
  }

  /** Returns the Message-ID of the message with a key, the same at every try. */
  static String id(String key, String from) throws MessagingException {
    String address = new InternetAddress(from, true).getAddress();
    String domain = address.substring(address.lastIndexOf('@') + 1);
    String left = key.replace('/', '.').replaceAll("[^A-Za-z0-9._-]", "_");
    // What was replaced must not make two keys one.
    String distinct = left.equals(key.replace('/', '.')) ? left : left + "." + checksum(key);
    return "<almanac." + distinct.replaceAll("\\.{2,}", ".") + "@" + domain + ">";
  }

  private void headers(Message message, String recipient, Instant date)
      throws IOException, MessagingException {
    header("Date", DATE.format(date.atOffset(ZoneOffset.UTC)));
    header("From", address(mail.from()));
    header("To", address(recipient));
    if (mail.replyTo() != null) {
      header("Reply-To", address(mail.replyTo()));
    }
    // What looks encoded would be decoded, and might become anything.
    String subject = message.subject().replace("=?", "= ?");
    header("Subject", MimeUtility.fold(9, MimeUtility.encodeText(subject, "UTF-8", "Q")));
    header("Message-ID", id(message.key(), mail.from()));
    List<String> references = new ArrayList<>();
    for (String key : message.earlier()) {
      references.add(id(key, mail.from()));
    }
    if (!references.isEmpty()) {
      header("In-Reply-To", references.get(references.size() - 1));
      header("References", String.join("\r\n ", references));
    }
    // RFC 3834: nobody's absence notice should answer.
    header("Auto-Submitted", "auto-generated");
    if (mail.unsubscribe() != null) {
      header("List-Unsubscribe", "<" + unsubscribe(mail.unsubscribe()) + ">");
    }
    header("X-Almanac-Key", message.key().replaceAll("[^\\x21-\\x7e]", "_"));
    header("MIME-Version", "1.0");
  }

  private static String unsubscribe(String given) {
    String safe = given.replaceAll("[^\\x21-\\x7e]|[<>]", "");
    return safe.startsWith("https:") || safe.startsWith("mailto:") ? safe : "mailto:" + safe;
  }

  private static String address(String text) throws IOException, MessagingException {
    InternetAddress address = new InternetAddress(text, true);
    String name = address.getPersonal();
    return (name == null ? address : new InternetAddress(address.getAddress(), name, UTF_8.name()))
        .toString();
  }

  private void body(Message message, List<Drawn> pictures) throws IOException, MessagingException {
    String mixed = boundary(message, "alternative");
    header("Content-Type", "multipart/alternative;\r\n boundary=\"" + mixed + "\"");
    line("");
    line("--" + mixed);
    text("plain", PlainText.of(message, FOOTER));
    line("--" + mixed);
    List<Drawn.Inline> inline =
        pictures.stream()
            .filter(Drawn.Inline.class::isInstance)
            .map(Drawn.Inline.class::cast)
            .toList();
    String html = Html.of(message, pictures, FOOTER);
    if (inline.isEmpty()) {
      text("html", html);
    } else {
      related(boundary(message, "related"), html, inline);
    }
    line("--" + mixed + "--");
  }

  private void related(String boundary, String html, List<Drawn.Inline> pictures)
      throws IOException, MessagingException {
    header(
        "Content-Type", "multipart/related; type=\"text/html\";\r\n boundary=\"" + boundary + "\"");
    line("");
    line("--" + boundary);
    text("html", html);
    int number = 0;
    for (Drawn.Inline picture : pictures) {
      number++;
      line("--" + boundary);
      header("Content-Type", "image/png");
      header("Content-Transfer-Encoding", "base64");
      header("Content-ID", "<" + picture.contentId() + ">");
      header("Content-Disposition", "inline; filename=\"chart-" + number + ".png\"");
      line("");
      out.write(LINES.encode(picture.png()));
      line("");
    }
    line("--" + boundary + "--");
  }

  private void text(String kind, String text) throws IOException, MessagingException {
    header("Content-Type", "text/" + kind + "; charset=utf-8");
    header("Content-Transfer-Encoding", "quoted-printable");
    line("");
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (OutputStream quoted = MimeUtility.encode(encoded, "quoted-printable")) {
      quoted.write(text.replace("\n", "\r\n").getBytes(UTF_8));
    }
    encoded.writeTo(out);
    line("");
  }

  private void header(String name, String value) throws IOException {
    // The one place where headers are written, so that no value can begin another.
    String folded = value.replaceAll("\r\n(?![ \t])|\r(?!\n)|(?<!\r)\n", " ");
    line(name + ": " + folded);
  }

  private void line(String text) throws IOException {
    out.write((text + "\r\n").getBytes(UTF_8));
  }

  private static String boundary(Message message, String part) {
    return "=_almanac_" + part + "_" + checksum(message.key());
  }

  private static String checksum(String text) {
    CRC32 checksum = new CRC32();
    checksum.update(text.getBytes(UTF_8));
    return String.format(Locale.ROOT, "%08x", checksum.getValue());
  }
}
