package dev.almanac.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PreviewServerTest {

  @Test
  void theNewestPageIsServedAndBrowsersAreTold() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    try (PreviewServer server = new PreviewServer(0)) {
      server.show("<p>one</p>", 1);
      HttpResponse<Stream<String>> events =
          client.send(
              HttpRequest.newBuilder(URI.create(server.address() + "events")).build(),
              HttpResponse.BodyHandlers.ofLines());
      Iterator<String> lines = events.body().filter(line -> line.startsWith("data:")).iterator();

      assertThat(lines.next()).isEqualTo("data: 1");
      server.show("<p>two</p>", 2);
      assertThat(lines.next()).isEqualTo("data: 2");
      HttpResponse<String> page =
          client.send(
              HttpRequest.newBuilder(URI.create(server.address())).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(page.body()).isEqualTo("<p>two</p>");
      assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
    }
  }

  @Test
  void anotherNameForThisMachineIsRefused() throws IOException {
    try (PreviewServer server = new PreviewServer(0)) {
      server.show("<p>secret</p>", 1);
      URI address = URI.create(server.address());

      assertThat(status(address, "rebound.example")).contains(" 421 ");
      assertThat(status(address, "localhost:" + address.getPort())).contains(" 200 ");
    }
  }

  private static String status(URI address, String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
