package dev.almanac.reports.delivery.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that answers as a test says, for what well-behaved servers do not do. */
final class ScriptedSmtp implements AutoCloseable {

  /** Instead of an answer, the connection ends. */
  static final String HANG_UP = "hang up";

  /** Instead of an answer, nothing comes. */
  static final String SILENCE = "silence";

  private final ServerSocket server;
  private final Map<String, String> answers;
  private final @Nullable SSLContext tls;
  private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

  /**
   * Starts it.
   *
   * @param answers answers by the beginning of a command, such as {@code RCPT TO:<ana}, {@code .}
   */
  ScriptedSmtp(Map<String, String> answers) throws IOException {
    this(answers, null);
  }

  /**
   * Starts it.
   *
   * @param tls what STARTTLS turns to, or null if it is not offered
   */
  ScriptedSmtp(Map<String, String> answers, @Nullable SSLContext tls) throws IOException {
    this.tls = tls;
    this.answers = answers;
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "scripted smtp");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** The messages that arrived whole, whether or not that was answered. */
  List<String> taken() {
    return List.copyOf(taken);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> talk(socket), "scripted smtp connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      if (answer(socket.getOutputStream(), "greeting", "220 scripted")) {
        converse(socket, tls);
      }
    } catch (IOException | InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void converse(Socket socket, @Nullable SSLContext offered)
      throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    String line = in.readLine();
    while (line != null) {
      String command = line.toUpperCase(Locale.ROOT);
      if (!answer(out, line, usual(command, offered))) {
        return;
      }
      if (command.startsWith("STARTTLS") && offered != null) {
        try (SSLSocket safe =
            (SSLSocket) offered.getSocketFactory().createSocket(socket, null, true)) {
          safe.setUseClientMode(false);
          converse(safe, null);
        }
        return;
      }
      if (command.startsWith("DATA") && !data(in, out)) {
        return;
      }
      line = in.readLine();
    }
  }

  private static String usual(String command, @Nullable SSLContext offered) {
    if (command.startsWith("DATA")) {
      return "354 go on";
    }
    if (command.startsWith("AUTH")) {
      return "235 welcome";
    }
    if (command.startsWith("EHLO")) {
      return offered == null ? "250-scripted\r\n250 AUTH PLAIN" : "250-scripted\r\n250 STARTTLS";
    }
    return command.startsWith("STARTTLS") ? "220 go on" : "250 ok";
  }

  private boolean data(BufferedReader in, OutputStream out)
      throws IOException, InterruptedException {
    StringBuilder message = new StringBuilder();
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      message.append(line).append('\n');
      line = in.readLine();
    }
    if (line == null) {
      return false;
    }
    taken.add(message.toString());
    return answer(out, ".", "250 queued");
  }

  private boolean answer(OutputStream out, String command, String usual)
      throws IOException, InterruptedException {
    String answer =
        answers.entrySet().stream()
            .filter(entry -> command.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(usual);
    if (answer.equals(SILENCE)) {
      Thread.sleep(60_000);
    }
    if (answer.equals(HANG_UP)) {
      return false;
    }
    out.write((answer + "\r\n").getBytes(ISO_8859_1));
    out.flush();
    return true;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
