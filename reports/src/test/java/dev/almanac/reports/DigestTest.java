package dev.almanac.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.archive.Draft;
import dev.almanac.reports.archive.Revision;
import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.Sender;
import dev.almanac.reports.delivery.Smtp;
import dev.almanac.reports.delivery.file.FileSender;
import dev.almanac.reports.delivery.http.HookSender;
import dev.almanac.reports.delivery.mail.MailSender;
import dev.almanac.reports.delivery.message.Digest;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.Part;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Digests of the fixture's report, whose projects and runs have hostile names. */
final class DigestTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-23T08:00:00Z"), ZoneOffset.UTC);
  private static final String URL = "https://reports.example.org/almanac/";

  @TempDir private static Path folder;

  private static Archive archive = new Archive(Path.of(""));
  private static Message message = nothing();

  private static Message nothing() {
    return new Message(
        "none",
        List.of(),
        Message.Kind.REPORT,
        "",
        "",
        "",
        List.of(),
        null,
        com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(),
        null);
  }

  @BeforeAll
  static void archiveReports() {
    archive = new Archive(folder);
    try (FixtureTables tables = Fixture.filled()) {
      archive.publish(draft(tables, "2026-W11", "ok", List.of()));
      archive.publish(draft(tables, "last-week", "ok", List.of()));
      archive.publish(
          draft(tables, "last-week", "degraded", List.of("Section x could not be rendered.")));
    }
    message = digest("weekly/2026-W12/r1", URL);
  }

  private static Draft draft(
      FixtureTables tables, String period, String state, List<String> reasons) {
    return new Draft(
        "weekly",
        Fixture.request(tables, period, null),
        Fixture.render(tables, period, null),
        state,
        reasons,
        null);
  }

  private static Message digest(String name, String url) {
    Revision revision = archive.find(name);
    return new Digest(archive, url).of(revision);
  }

  private static Document html() throws MessagingException, IOException {
    Smtp smtp = new Smtp("localhost", 25, Smtp.Tls.NONE, null, null, null, Duration.ofSeconds(1));
    Destination.Mail mail =
        new Destination.Mail(List.of("a@x.org"), "almanac@x.org", null, null, smtp, 0);
    try (Sender sender = new MailSender(mail, CLOCK)) {
      byte[] bytes = sender.preview(message, "a@x.org").get(0).bytes();
      MimeMessage mime =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
      Multipart parts = (Multipart) mime.getContent();
      return Jsoup.parse(parts.getBodyPart(1).getContent().toString());
    }
  }

  @Test
  void saysWhatTheReportSays() throws MessagingException, IOException {
    assertThat(message.subject()).startsWith("Weekly experiment report, Week 12 of 2026: ");
    assertThat(message.link()).isEqualTo(URL + "weekly/2026-W12/r1/index.html");
    assertThat(message.earlier()).containsExactly("weekly", "weekly/2026-W11/r1");
    assertThat(message.parts())
        .hasAtLeastOneElementOfType(Part.Item.class)
        .hasAtLeastOneElementOfType(Part.Table.class)
        .hasAtLeastOneElementOfType(Part.Picture.class)
        .contains(new Part.Heading("Leaderboard"), new Part.Heading("Activity"));
    assertThat(html().select("h2").eachText()).contains("Leaderboard", "Activity");
  }

  @Test
  void hostileNamesStayTextInEveryChannel() throws MessagingException, IOException {
    assertThat(html().text()).contains("<script>alert(\"project\")</script>");
    assertThat(html().select("script, img, iframe, [onerror]")).isEmpty();
    String slack = text(new HookSender(new Destination.Slack(() -> ""), CLOCK, Duration.ZERO));
    assertThat(slack).contains("&lt;script&gt;").doesNotContain("<script>");
    String markdown = text(new FileSender(new Destination.Markdown(() -> "")));
    assertThat(markdown).contains("&lt;script&gt;").doesNotContain("<script>");
  }

  private static String text(Sender sender) {
    return new String(sender.preview(message, "").get(0).bytes(), UTF_8);
  }

  @Test
  void aReportThatIsNotWholeSaysSoFirst() {
    Message degraded = digest("weekly/2026-W12/r2", URL);

    assertThat(degraded.subject()).startsWith("Incomplete: ").contains("(revision 2)");
    assertThat(degraded.parts().get(1).toString()).contains("Section x could not be rendered.");
    assertThat(degraded.earlier()).endsWith("weekly/2026-W12/r1");
  }

  @Test
  void theSameReportGivesTheSameMessage() {
    assertThat(digest("weekly/2026-W12/r1", URL)).isEqualTo(message);
  }

  @Test
  void withoutAWebServerItSaysWhereTheReportIs() {
    Message bare = new Digest(archive, null).of(archive.find("weekly/2026-W12/r1"));

    assertThat(bare.link()).isNull();
    assertThat(bare.parts().toString()).contains("in the archive as weekly/2026-W12/r1");
  }
}
