package dev.almanac.reports.delivery.mail;

import dev.almanac.reports.delivery.Smtp;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** How the mail library talks to a server. */
final class SmtpSession {

  private SmtpSession() {}

  /**
   * Returns a session. Every wait has an end: the library's own defaults are to wait for ever.
   *
   * @throws IOException if the certificates of the authorities cannot be read
   */
  static Session of(Smtp smtp) throws IOException {
    Properties properties = new Properties();
    String timeout = Long.toString(smtp.timeout().toMillis());
    properties.setProperty("mail.smtp.connectiontimeout", timeout);
    properties.setProperty("mail.smtp.timeout", timeout);
    properties.setProperty("mail.smtp.writetimeout", timeout);
    properties.setProperty("mail.smtp.auth", Boolean.toString(smtp.user() != null));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    // The final QUIT may go unanswered; all that matters was answered before.
    properties.setProperty("mail.smtp.quitwait", "false");
    switch (smtp.tls()) {
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
      case NONE -> properties.setProperty("mail.smtp.starttls.enable", "false");
    }
    if (smtp.authorities() != null) {
      properties.put("mail.smtp.ssl.socketFactory", trusting(smtp).getSocketFactory());
    }
    return Session.getInstance(properties);
  }

  private static SSLContext trusting(Smtp smtp) throws IOException {
    try (InputStream in = Files.newInputStream(smtp.authorities())) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException exception) {
      throw new IOException(
          "cannot read the certificates in " + smtp.authorities() + " (" + exception + ")",
          exception);
    }
  }
}
