package dev.almanac.ingest.read.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust as the server.
 *
 * @param authorities file of certificates (PEM) to trust instead of the JVM's, or null
 * @param verification whether the server's certificate is checked
 */
public record TlsSettings(@Nullable Path authorities, Verification verification) {

  /** Whether certificates are checked. */
  public enum Verification {
    /** Checked. */
    ON,
    /** Not checked, because the user said so. */
    OFF
  }

  /** Trusts whom the JVM trusts. */
  public static final TlsSettings DEFAULT = new TlsSettings(null, Verification.ON);

  void applyTo(HttpClient.Builder client) throws IOException {
    if (verification == Verification.ON && authorities == null) {
      return;
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] trust =
          authorities == null || verification == Verification.OFF
              ? new TrustManager[] {new TrustAll()}
              : trusting(authorities);
      context.init(null, trust, new SecureRandom());
      client.sslContext(context);
    } catch (GeneralSecurityException exception) {
      throw new IOException(
          "Cannot use the certificates in "
              + authorities
              + ": "
              + exception.getMessage()
              + "; give a PEM file",
          exception);
    }
  }

  private static TrustManager[] trusting(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream input = Files.newInputStream(file)) {
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(input)) {
        store.setCertificateEntry("authority-" + number++, each);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /** Trusts anyone: what the user asked for with verification off. */
  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
