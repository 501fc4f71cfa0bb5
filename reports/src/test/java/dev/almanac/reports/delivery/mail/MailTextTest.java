package dev.almanac.reports.delivery.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.Smtp;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.MessageFixture;
import dev.almanac.reports.delivery.message.Part;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class MailTextTest {

  static final List<String> HOSTILE = MessageFixture.HOSTILE;

  private static final Instant NOW = Instant.parse("2026-03-23T08:00:00Z");
  private static final Destination.Mail MAIL =
      new Destination.Mail(
          List.of("ana@example.org"),
          "almanac@example.org",
          null,
          null,
          new Smtp("localhost", 25, Smtp.Tls.NONE, null, null, null, Duration.ofSeconds(1)),
          3);

  private static byte[] bytes(Message message, List<Drawn> pictures) {
    return MailText.of(MAIL, message, "ana@example.org", pictures, NOW);
  }

  private static MimeMessage parsed(byte[] bytes) throws MessagingException {
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
  }

  private static String html(MimeMessage mail) throws MessagingException, IOException {
    return ((Multipart) mail.getContent()).getBodyPart(1).getContent().toString();
  }

  @Test
  void theSameMessageHasTheSameBytes() {
    Message message = MessageFixture.of("weekly/2026-W12/r1", "plain");

    assertThat(bytes(message, List.of())).isEqualTo(bytes(message, List.of()));
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void noNameBecomesAHeader(String name) throws MessagingException {
    MimeMessage mail = parsed(bytes(MessageFixture.of("weekly/2026-W12/r1", name), List.of()));

    TreeSet<String> headers = new TreeSet<>();
    Collections.list(mail.getAllHeaders()).forEach(header -> headers.add(header.getName()));
    assertThat(headers)
        .containsExactly(
            "Auto-Submitted",
            "Content-Type",
            "Date",
            "From",
            "In-Reply-To",
            "MIME-Version",
            "Message-ID",
            "References",
            "Subject",
            "To",
            "X-Almanac-Key");
    assertThat(mail.getSubject()).doesNotContain("\r", "\n", "\u001b", "\u202e", "\u0000");
    assertThat(mail.getHeader("To", null)).isEqualTo("ana@example.org");
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void noNameBecomesMarkup(String name) throws MessagingException, IOException {
    Document page =
        Jsoup.parse(html(parsed(bytes(MessageFixture.of("weekly/2026-W12/r1", name), List.of()))));
    Document plain =
        Jsoup.parse(html(parsed(bytes(MessageFixture.of("weekly/2026-W12/r1", "x"), List.of()))));

    assertThat(page.select("script, img, iframe, b, object, form")).isEmpty();
    assertThat(page.select("a").eachAttr("href")).isEqualTo(plain.select("a").eachAttr("href"));
    assertThat(page.select("tr")).hasSameSizeAs(plain.select("tr"));
  }

  @Test
  void longSubjectsOfManyAlphabetsSurvive() throws MessagingException {
    String name = "日本語 Größe 🚀 ".repeat(12).strip();

    MimeMessage mail = parsed(bytes(MessageFixture.of("weekly/2026-W12/r1", name), List.of()));

    assertThat(mail.getSubject()).startsWith("Weekly: 日本語 Größe 🚀 日本語");
    assertThat(new String(bytes(MessageFixture.of("k", name), List.of()), UTF_8).lines())
        .allMatch(line -> line.length() <= 998);
  }

  @Test
  void aHugeMessageStaysBelowWhatMailProgramsCutOff() throws MessagingException, IOException {
    Message plain = MessageFixture.of("weekly/2026-W12/r1", "&".repeat(600));
    List<Part> many = Collections.nCopies(50, plain.parts().get(0));
    Message huge =
        new Message(
            plain.key(),
            plain.earlier(),
            plain.kind(),
            plain.subject(),
            plain.title(),
            plain.subtitle(),
            many,
            plain.link(),
            plain.data(),
            null);

    String html = html(parsed(bytes(huge, List.of())));

    assertThat(html.getBytes(UTF_8).length).isLessThan(80_000);
    assertThat(html).contains("The rest is in the report.", "Open the report");
  }

  @Test
  void picturesGoAlongAndAreNamedByTheHtml() throws MessagingException, IOException {
    Message message = MessageFixture.withPicture("weekly/2026-W12/r1", "{}");
    Drawn drawn = new Drawn.Inline("chart1@almanac", "accuracy", new byte[] {1, 2, 3}, 600);

    MimeMessage mail = parsed(bytes(message, List.of(drawn)));

    Multipart related = (Multipart) ((Multipart) mail.getContent()).getBodyPart(1).getContent();
    assertThat(related.getBodyPart(0).getContent().toString())
        .contains("cid:chart1@almanac", "alt=\"Best so far.\"");
    assertThat(related.getBodyPart(1).getHeader("Content-ID")).containsExactly("<chart1@almanac>");
    assertThat(related.getBodyPart(1).getInputStream().readAllBytes())
        .isEqualTo(new byte[] {1, 2, 3});
  }

  @Test
  void aPictureThatCouldNotBeDrawnIsSaid() throws MessagingException, IOException {
    Message message = MessageFixture.withPicture("weekly/2026-W12/r1", "{}");

    String html =
        html(parsed(bytes(message, List.of(new Drawn.Missing("No fonts on this machine.")))));

    assertThat(html).contains("No fonts on this machine.").doesNotContain("<img");
  }

  @Test
  void keysThatDifferHaveIdsThatDiffer() throws MessagingException {
    String colon = MailText.id("alert:a/2026-01-01T00:00:00Z", "a@example.org");
    String dash = MailText.id("alert_a/2026-01-01T00_00_00Z", "a@example.org");

    assertThat(colon).isNotEqualTo(dash).matches("<[A-Za-z0-9._-]+@example\\.org>");
  }
}
