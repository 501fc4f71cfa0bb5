package dev.almanac.ingest.read.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.almanac.ingest.read.http.TlsSettings.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Asks a server whose certificate it has signed itself. */
@Timeout(60)
class TlsSettingsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  private final List<Duration> pauses = new ArrayList<>();
  private @Nullable HttpsServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  /** Starts a server and returns the file of its certificate. */
  private Path start(String name) throws Exception {
    KeyStore store = selfSigned(name);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer started =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.setHttpsConfigurator(new HttpsConfigurator(context));
    started.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("OK".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    started.start();
    server = started;
    return pem(store);
  }

  private KeyStore selfSigned(String name) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=lab",
                "-ext",
                "san=" + name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(file)) {
      store.load(input, PASSWORD);
    }
    return store;
  }

  private Path pem(KeyStore store) throws IOException, GeneralSecurityException {
    byte[] certificate = store.getCertificate("server").getEncoded();
    String text = Base64.getMimeEncoder().encodeToString(certificate);
    return Files.writeString(
        folder.resolve("authority.pem"),
        "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
  }

  private String ask(TlsSettings tls) throws IOException {
    assertThat(server).isNotNull();
    URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    return TrackerHttp.at(uri).tls(tls).pause(pauses::add).build().get("/health").text();
  }

  @Test
  void aCertificateThatNobodyKnowsIsRefusedAtOnce() throws Exception {
    start("ip:127.0.0.1");
    assertThatThrownBy(() -> ask(TlsSettings.DEFAULT))
        .isInstanceOf(HttpFailure.class)
        .hasMessageStartingWith("Cannot read https://127.0.0.1:")
        .hasMessageContaining("the server's certificate is not trusted")
        .hasMessageContaining("name the file (PEM)");
    assertThat(pauses).isEmpty();
  }

  @Test
  void itsAuthorityMakesItTrusted() throws Exception {
    Path authority = start("ip:127.0.0.1");
    assertThat(ask(new TlsSettings(authority, Verification.ON))).isEqualTo("OK");
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    Path authority = start("dns:other.example");
    assertThatThrownBy(() -> ask(new TlsSettings(authority, Verification.ON)))
        .hasMessageContaining("the server's certificate is not trusted")
        .hasMessageContaining("127.0.0.1");
    assertThat(pauses).isEmpty();
  }

  @Test
  void whoSwitchesVerificationOffGetsAnAnswer() throws Exception {
    start("dns:other.example");
    assertThat(ask(new TlsSettings(null, Verification.OFF))).isEqualTo("OK");
  }

  @Test
  void aFileThatHoldsNoCertificateIsSaid() throws Exception {
    start("ip:127.0.0.1");
    Path file = Files.writeString(folder.resolve("notes.txt"), "no certificate\n");
    assertThatThrownBy(() -> ask(new TlsSettings(file, Verification.ON)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("notes.txt")
        .hasMessageContaining("give a PEM file");
  }
}
