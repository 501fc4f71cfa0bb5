package dev.almanac.reports.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.Receipt;
import dev.almanac.reports.delivery.Smtp;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.MessageFixture;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against GreenMail, and against servers that misbehave. */
final class MailSenderTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-23T08:00:00Z"), ZoneOffset.UTC);
  private static final Message MESSAGE = MessageFixture.of("weekly/2026-W12/r1", "all is well");
  private static final String KEYSTORE = "greenmail.tls.keystore.";

  @TempDir private static Path folder;

  /** Gives the servers a certificate for this host, and a file by which clients trust it. */
  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException {
    Path store = folder.resolve("smtp.p12");
    keytool(
        "-genkeypair -alias smtp -keyalg EC -groupname secp256r1 -dname CN=localhost -validity 2"
            + " -ext SAN=IP:127.0.0.1,DNS:localhost -storetype PKCS12 -storepass changeit"
            + " -keystore "
            + store);
    keytool(
        "-exportcert -alias smtp -rfc -storepass changeit -keystore "
            + store
            + " -file "
            + folder.resolve("ca.pem"));
    System.setProperty(KEYSTORE + "file", store.toString());
    System.setProperty(KEYSTORE + "password", "changeit");
  }

  @AfterAll
  static void forgetCertificate() {
    System.clearProperty(KEYSTORE + "file");
    System.clearProperty(KEYSTORE + "password");
  }

  private static void keytool(String arguments) throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    ProcessBuilder builder = new ProcessBuilder((tool + " " + arguments).split(" ", -1));
    assertThat(builder.inheritIO().start().waitFor()).isZero();
  }

  private static Destination.Mail mail(Smtp smtp, String... to) {
    return new Destination.Mail(
        List.of(to), "Almanac <almanac@example.org>", null, "https://example.org/off", smtp, 0);
  }

  private static Smtp smtp(int port, Smtp.Tls tls, @Nullable String password) {
    return new Smtp(
        "127.0.0.1",
        port,
        tls,
        password == null ? null : "almanac",
        password == null ? null : () -> password,
        tls == Smtp.Tls.NONE ? null : folder.resolve("ca.pem"),
        Duration.ofSeconds(3));
  }

  private static Receipt send(Smtp smtp, String to) {
    try (MailSender sender = new MailSender(mail(smtp, to), CLOCK)) {
      return sender.send(MESSAGE, to);
    }
  }

  private static Receipt reach(Smtp smtp) {
    try (MailSender sender = new MailSender(mail(smtp, "a@example.org"), CLOCK)) {
      return sender.reach();
    }
  }

  private static GreenMail server(String protocol) {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
    server.start();
    server.setUser("almanac@example.org", "almanac", "right");
    return server;
  }

  private static int port(GreenMail server, String protocol) {
    return protocol.equals("smtps") ? server.getSmtps().getPort() : server.getSmtp().getPort();
  }

  @Test
  void aMailArrivesWithItsParts() throws MessagingException, IOException {
    GreenMail server = server("smtp");
    try {
      Receipt receipt =
          send(smtp(port(server, "smtp"), Smtp.Tls.NONE, null), "Björn Ünal <b@example.org>");

      assertThat(receipt).isInstanceOf(Receipt.Sent.class);
      MimeMessage mail = server.getReceivedMessages()[0];
      assertThat(mail.getSubject()).isEqualTo("Weekly: all is well");
      assertThat(mail.getHeader("Message-ID", null))
          .isEqualTo("<almanac.weekly.2026-W12.r1@example.org>");
      assertThat(mail.getHeader("References", null))
          .contains("<almanac.weekly@example.org>", "<almanac.weekly.2026-W11.r1@example.org>");
      assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
      assertThat(mail.getHeader("List-Unsubscribe", null)).isEqualTo("<https://example.org/off>");
      assertThat(mail.getAllRecipients()).extracting(Object::toString).hasSize(1);
      assertThat(mail.getAllRecipients()[0].toString()).contains("b@example.org");
      Multipart parts = (Multipart) mail.getContent();
      assertThat(parts.getBodyPart(0).getContent().toString()).contains("all is well");
      assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    } finally {
      server.stop();
    }
  }

  private static SSLContext certificate() throws IOException, GeneralSecurityException {
    char[] password = "changeit".toCharArray();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(folder.resolve("smtp.p12").toFile(), password), password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void aConnectionTurnsToTlsBeforeTheLogin() throws IOException, GeneralSecurityException {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of(), certificate())) {
      Receipt receipt = send(smtp(server.port(), Smtp.Tls.STARTTLS, "right"), "a@example.org");

      assertThat(receipt).as(receipt.message()).isInstanceOf(Receipt.Sent.class);
      assertThat(server.taken()).hasSize(1);
    }
  }

  @Test
  void whoIsNotKnownIsToldWithoutThePassword() {
    GreenMail server = server("smtps");
    try {
      server.getUserManager().setAuthRequired(true);
      int port = port(server, "smtps");

      assertThat(send(smtp(port, Smtp.Tls.TLS, "right"), "a@example.org"))
          .isInstanceOf(Receipt.Sent.class);
      Receipt refused = send(smtp(port, Smtp.Tls.TLS, "wrong-secret"), "a@example.org");
      assertThat(refused).isInstanceOf(Receipt.Refused.class);
      assertThat(refused.message())
          .contains("refused the login of almanac: 535", "Correct user or password")
          .doesNotContain("wrong-secret");
      assertThat(reach(smtp(port, Smtp.Tls.TLS, "right")).message())
          .isEqualTo("127.0.0.1:" + port + " answers by TLS, logged in as almanac");
      assertThat(reach(smtp(port, Smtp.Tls.TLS, "wrong-secret")))
          .isInstanceOf(Receipt.Refused.class);
      assertThat(server.getReceivedMessages()).hasSize(1);
    } finally {
      server.stop();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "454 4.7.0 try later, Later",
    "421 too many logins, Later",
    "535 5.7.8 no, Refused",
    "hang up, Later",
  })
  void aLoginIsRefusedForGoodOnlyWhereTheServerSaysSo(String answer, String expected)
      throws IOException, GeneralSecurityException {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of("AUTH", answer), certificate())) {
      Receipt receipt = send(smtp(server.port(), Smtp.Tls.STARTTLS, "right"), "a@example.org");

      assertThat(receipt.getClass().getSimpleName()).as(receipt.message()).isEqualTo(expected);
      assertThat(server.taken()).isEmpty();
    }
  }

  @Test
  void withoutStartTlsNothingIsSaidInTheClear() throws IOException {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of())) {
      Receipt receipt = send(smtp(server.port(), Smtp.Tls.STARTTLS, "right"), "a@example.org");

      assertThat(receipt).isInstanceOf(Receipt.Later.class);
      assertThat(receipt.message()).containsIgnoringCase("starttls");
      assertThat(server.taken()).isEmpty();
    }
  }

  @Test
  void aCertificateOfNobodyKnownIsRefused() {
    GreenMail server = server("smtps");
    try {
      Smtp trusting = smtp(port(server, "smtps"), Smtp.Tls.TLS, null);
      Smtp usual =
          new Smtp(
              "127.0.0.1", trusting.port(), Smtp.Tls.TLS, null, null, null, Duration.ofSeconds(5));

      assertThat(send(usual, "a@example.org")).isInstanceOf(Receipt.Later.class);
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void aServerThatIsDownIsTriedLater() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    Receipt receipt = send(smtp(port, Smtp.Tls.NONE, null), "a@example.org");

    assertThat(receipt).isInstanceOf(Receipt.Later.class);
    assertThat(((Receipt.Later) receipt).scope()).isEqualTo(Receipt.Later.Scope.CHANNEL);
    assertThat(receipt.message()).contains("127.0.0.1:" + port, "refused");
  }

  @Test
  void oneRefusedRecipientDoesNotKeepTheOthersFromTheirMail() throws IOException {
    Map<String, String> answers =
        Map.of("RCPT TO:<gone", "550 5.1.1 no such user", "RCPT TO:<busy", "451 4.7.1 try later");
    try (ScriptedSmtp server = new ScriptedSmtp(answers);
        MailSender sender =
            new MailSender(mail(smtp(server.port(), Smtp.Tls.NONE, null), "x@x.org"), CLOCK)) {
      Receipt gone = sender.send(MESSAGE, "gone@example.org");
      Receipt busy = sender.send(MESSAGE, "busy@example.org");
      Receipt good = sender.send(MESSAGE, "good@example.org");

      assertThat(gone).isInstanceOf(Receipt.Refused.class);
      assertThat(gone.message()).contains("550", "no such user");
      assertThat(busy).isInstanceOf(Receipt.Later.class);
      assertThat(((Receipt.Later) busy).scope()).isEqualTo(Receipt.Later.Scope.RECIPIENT);
      assertThat(good).isInstanceOf(Receipt.Sent.class);
      assertThat(server.taken()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "greeting, silence, Later",
    "greeting, 554 go away, Later",
    "MAIL, 550 sender not allowed, Refused",
    "DATA, hang up, Later",
    "DATA, silence, Later",
    ".,     hang up, Uncertain",
    ".,     silence, Uncertain",
    ".,     554 looks like spam, Refused",
    ".,     451 greylisted, Later",
  })
  void whatAServerDoesDecidesWhatIsDone(String command, String answer, String expected)
      throws IOException {
    try (ScriptedSmtp server = new ScriptedSmtp(Map.of(command, answer))) {
      Receipt receipt = send(smtp(server.port(), Smtp.Tls.NONE, null), "a@example.org");

      assertThat(receipt.getClass().getSimpleName()).as(receipt.message()).isEqualTo(expected);
    }
  }
}
