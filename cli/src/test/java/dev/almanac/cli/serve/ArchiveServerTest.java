package dev.almanac.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the server itself, with requests as no well-behaved client sends them. */
final class ArchiveServerTest {

  @TempDir private Path folder;
  private Path archive = Path.of("");
  private ArchiveServer server = unopened();

  @SuppressWarnings("NullAway") // Opened before each test.
  private static ArchiveServer unopened() {
    return null;
  }

  @BeforeEach
  void open() throws IOException {
    archive = folder.resolve("archive");
    Path revision = Files.createDirectories(archive.resolve("weekly/2026-W47/r1"));
    Files.createDirectories(archive.resolve(".staging/half"));
    Files.writeString(archive.resolve("index.html"), "all");
    Files.writeString(revision.resolve("index.html"), "the report");
    Files.writeString(revision.resolve("report.json"), "{}");
    Files.writeString(archive.resolve(".staging/half/index.html"), "secret");
    Files.writeString(folder.resolve("outside.txt"), "secret");
    Files.createSymbolicLink(archive.resolve("weekly/link.txt"), folder.resolve("outside.txt"));
    Files.createSymbolicLink(archive.resolve("out"), folder);
    server = new ArchiveServer(archive, 0, List.of("reports.example.org"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String asked(String request, String host) throws IOException {
    URI address = URI.create(server.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String port = host.isEmpty() ? "127.0.0.1:" + address.getPort() : host;
      OutputStream out = socket.getOutputStream();
      out.write(
          (request + " HTTP/1.1\r\nHost: " + port + "\r\nConnection: close\r\n\r\n")
              .getBytes(UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, all, text/html; charset=utf-8",
    "/weekly/2026-W47/r1/, the report, text/html; charset=utf-8",
    "/weekly/2026-W47/r1/index.html?x=1, the report, text/html; charset=utf-8",
    "/weekly/2026-W47/r1/report.json, {}, application/json; charset=utf-8",
  })
  void showsWhatIsThere(String path, String body, String type) throws IOException {
    String answer = asked("GET " + path, "");

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n" + body);
    assertThat(answer)
        .contains("Content-type: " + type)
        .contains("X-content-type-options: nosniff", "X-frame-options: DENY")
        .contains("Content-security-policy: ", "frame-ancestors 'none'", "no-referrer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../outside.txt",
        "/weekly/../../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/%252e%252e/outside.txt",
        "/weekly/..%5c..%5coutside.txt",
        "/.staging/half/index.html",
        "/%2estaging/half/",
        "//outside.txt",
        "/weekly//2026-W47/r1/index.html",
        "/weekly/link.txt",
        "/out/outside.txt",
        "/out",
        "/index.html%00.txt",
        "/C:/outside.txt",
        "/absent",
        "http://evil.example/../outside.txt",
      })
  void nothingOutsideNorHiddenCanBeNamed(String path) throws IOException {
    String answer = asked("GET " + path, "");

    assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*").doesNotContain("secret");
  }

  @Test
  void finalFilesMayBeKeptAndOthersAreAskedForAgain() throws IOException {
    assertThat(asked("GET /weekly/2026-W47/r1/", "")).contains("immutable");
    assertThat(asked("GET /", "")).contains("no-cache").doesNotContain("immutable");
  }

  @Test
  void foldersEndWithASlash() throws IOException {
    assertThat(asked("GET /weekly/2026-W47/r1", ""))
        .startsWith("HTTP/1.1 308 ")
        .contains("Location: /weekly/2026-W47/r1/\r\n");
  }

  @Test
  void headersCanBeAskedForAlone() throws IOException {
    assertThat(asked("HEAD /weekly/2026-W47/r1/", ""))
        .contains("Content-length: 10")
        .doesNotContain("the report");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
  void nothingCanBeChanged(String method) throws IOException {
    assertThat(asked(method + " /index.html", "")).startsWith("HTTP/1.1 405 ");
    assertThat(archive.resolve("index.html")).hasContent("all");
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, 421",
    "127.0.0.1.evil.example:8460, 421",
    "localhost:1, 200",
    "Reports.example.org, 200",
  })
  void answersOnlyToItsNames(String host, String status) throws IOException {
    assertThat(asked("GET /", host)).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void anArchiveThatIsNotThereYetIsNoError() throws IOException {
    try (ArchiveServer early = new ArchiveServer(folder.resolve("later"), 0, List.of())) {
      server.close();
      server = early;
      assertThat(asked("GET /", "")).startsWith("HTTP/1.1 404 ");
    }
  }
}
