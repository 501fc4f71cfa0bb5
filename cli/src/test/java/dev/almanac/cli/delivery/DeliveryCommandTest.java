package dev.almanac.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.almanac.cli.CommandRun;
import dev.almanac.cli.SmallStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delivery from the commands, to a real listener, over a warehouse of one run. */
final class DeliveryCommandTest {

  private static final String LATER = "2026-11-24T09:00:00Z";

  @TempDir private static Path root;

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server = listener();
  private volatile int status = 200;
  private Path place = Path.of("");

  private static HttpServer listener() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  @BeforeAll
  static void syncOnce() {
    SmallStore.in(root.resolve("mlruns"), "project").run("plain", "0.1");
    assertThat(CommandRun.in(root).run("sync", "mlruns").exitCode()).isZero();
    assertThat(CommandRun.in(root).run("analyze").exitCode()).isZero();
  }

  @BeforeEach
  void start() throws IOException {
    Path schedule = root.resolve("almanac-warehouse/schedule");
    if (Files.isDirectory(schedule)) {
      try (Stream<Path> files = Files.list(schedule)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
    place = Files.createTempDirectory(root, "team");
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          calls.add(exchange.getRequestURI().getPath() + " " + body);
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
  }

  private void configure(String deliver, String more) throws IOException {
    Files.writeString(
        place.resolve("almanac.yaml"),
        """
        warehouse: ../almanac-warehouse
        zone: Europe/Berlin
        archive_url: https://reports.example.org
        channels:
          hook: {webhook: {url: "%s", secret: sesame}}
        schedules:
          - report: weekly
            cron: "0 8 * * 1"
        """
                .formatted(url("secret-hook"))
            + deliver
            + more);
  }

  private CommandRun.Result run(String... arguments) {
    return CommandRun.in(place).run(arguments);
  }

  @Test
  void aReportIsDeliveredOnceThoughTheHookFailsAtFirst() throws IOException {
    configure("    deliver: hook\n", "");
    status = 500;
    CommandRun.Result first = run("schedule", "run", "--due");
    assertThat(first.exitCode()).as(first.err()).isEqualTo(4);
    assertThat(first.err()).contains("Not delivered yet", "answered 500").doesNotContain("secret");
    assertThat(run("schedule", "explain").out()).contains("hook: pending");
    assertThat(run("doctor").out()).contains("channel hook,warning,", "answered 500");

    assertThat(run("schedule", "run", "--due").exitCode()).isEqualTo(4);
    assertThat(calls).as("too early to try again").hasSize(1);

    status = 200;
    CommandRun.Result second = run("schedule", "run", "--due", "--as-of", LATER);
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.err()).contains("Delivered weekly/2026-W47/r1 by hook.");
    assertThat(run("schedule", "run", "--due", "--as-of", LATER).err()).contains("Nothing is due");
    assertThat(run("report", "send", "weekly").exitCode()).isZero();
    assertThat(calls).hasSize(2);
    assertThat(calls.get(1))
        .contains("\"id\":\"weekly/2026-W47/r1\"")
        .contains("https://reports.example.org/weekly/2026-W47/r1/index.html");
    assertThat(run("schedule", "explain", "--as-of", LATER).out()).contains("hook: sent");
    assertThat(run("report", "list", "weekly").out()).contains("hook: 1 sent");
    assertThat(run("doctor", "--network").out())
        .contains("channel hook,ok,\"webhook to 127.0.0.1:", "last: weekly/2026-W47/r1 sent at")
        .contains("answers in the clear")
        .doesNotContain("secret-hook");
    assertThat(calls).as("that it is there is no message").hasSize(3).element(2).isEqualTo("/ ");

    Files.delete(root.resolve("almanac-warehouse/schedule/ledger.jsonl"));
    Files.writeString(place.resolve("almanac-reports/weekly/2026-W47/r1/manifest.json"), "garbage");
    run("schedule", "run", "--due", "--as-of", LATER);
    assertThat(calls).as("with ledger and manifest lost, it is not sent twice").hasSize(3);
  }

  @Test
  void whatWasMadeBeforeAChannelWasThereIsNotSent() throws IOException {
    configure("", "");
    run("schedule", "run", "--due");
    configure("    deliver: hook\n", "");

    assertThat(run("schedule", "run", "--due", "--as-of", LATER).exitCode()).isZero();
    assertThat(calls).isEmpty();
    assertThat(run("report", "send", "weekly/2026-W47").exitCode()).isZero();
    assertThat(calls).hasSize(1);
  }

  @Test
  void whatAPersonMakesAgainIsNotSentByItself() throws IOException {
    configure("    deliver: hook\n", "");
    run("schedule", "run", "--due");
    run("schedule", "run", "weekly", "--period", "2026-W47");
    run("schedule", "run", "--due", "--as-of", LATER);

    assertThat(calls).hasSize(1);
    assertThat(run("schedule", "explain", "--as-of", LATER).out()).contains("hook: withheld");
  }

  @Test
  void whatAPersonMakesFirstIsNotSentThoughItsProcessDied() throws IOException {
    configure("    deliver: hook\n", "");
    run("schedule", "run", "weekly", "--period", "2026-W47");
    // As if it had died before it could note that nobody is to get the report.
    Path outbox = root.resolve("almanac-warehouse/schedule/outbox.jsonl");
    List<String> lines = Files.readAllLines(outbox);
    Files.write(outbox, lines.stream().filter(line -> !line.contains("withheld")).toList());

    assertThat(run("schedule", "run", "--due", "--as-of", LATER).exitCode()).isZero();
    assertThat(calls).isEmpty();
    assertThat(run("schedule", "explain", "--as-of", LATER).out()).contains("hook: withheld");
  }

  @Test
  void aDryRunWritesFilesAndSendsNothing() throws IOException {
    String mail =
        "mail: {to: [ana@example.org], from: almanac@example.org, smtp: {host: localhost},"
            + " charts: false}";
    configure("    deliver: [hook, {" + mail + ", slack: \"" + url("chat") + "\"}]\n", "");
    run("report", "run", "weekly", "--archive");

    CommandRun.Result result = run("report", "send", "weekly", "--dry-run", "preview");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(place.resolve("preview").toFile().list())
        .containsExactlyInAnyOrder(
            "weekly-2026-W47-r1-hook.json",
            "weekly-2026-W47-r1-weekly.mail-ana-example.org.eml",
            "weekly-2026-W47-r1-weekly.slack.json");
    assertThat(place.resolve("preview/weekly-2026-W47-r1-weekly.mail-ana-example.org.eml"))
        .content()
        .contains("Subject: Weekly experiment report, Week 47 of 2026");
    assertThat(calls).isEmpty();
    assertThat(root.resolve("almanac-warehouse/schedule/outbox.jsonl")).doesNotExist();
  }

  @Test
  void aSignOfLifeComesOnlyWhenPeopleHaveTheReport() throws IOException {
    configure(
        "    deliver: hook\n    ping: {success: \"%s\", failure: \"%s\"}\n"
            .formatted(url("alive"), url("alive/fail")),
        "");
    status = 503;
    run("schedule", "run", "--due");
    assertThat(calls).hasSize(1);
    status = 200;
    run("schedule", "run", "--due", "--as-of", LATER);

    assertThat(calls).hasSize(3);
    assertThat(calls.get(2)).isEqualTo("/alive ");
  }

  @Test
  void aReportThatCannotBeMadeIsTold() throws IOException {
    configure("    deliver: hook\n", "");
    Files.writeString(place.resolve("almanac-reports"), "a file");
    assertThat(run("schedule", "run", "--due").exitCode()).isEqualTo(1);
    assertThat(calls).as("the first try may be an accident").isEmpty();

    run("schedule", "run", "--due", "--as-of", LATER);
    run("schedule", "run", "--due", "--as-of", "2026-11-24T10:00:00Z");

    assertThat(calls).hasSize(1);
    assertThat(calls.get(0)).contains("\"event\":\"failure\"", "Cannot write to the archive");
  }

  @Test
  void alertsAreCheckedAndToldOnce() throws IOException {
    configure(
        "",
        """
        alerts:
          - name: any-run
            sql: SELECT name FROM runs
            channels: hook
          - name: broken
            sql: SELECT nonsense FROM nowhere
            channels: hook
          - name: quiet
            sql: SELECT name FROM runs WHERE name = 'nobody'
            channels: hook
        """);

    CommandRun.Result first = run("schedule", "run", "--due", "--fail-on", "alert");
    assertThat(first.exitCode()).as(first.err()).isEqualTo(3);
    assertThat(first.err())
        .contains("Alert any-run is firing: 1 row.", "Alert broken cannot be checked");
    run("schedule", "run", "--due", "--as-of", LATER);

    assertThat(calls).hasSize(2);
    assertThat(calls.get(0)).contains("\"event\":\"alert\"", "\"notice\":\"first-time\"");
    assertThat(calls.get(1)).contains("\"notice\":\"broken\"", "nowhere");
    CommandRun.Result list = run("schedule", "alerts", "--check");
    assertThat(list.exitCode()).isEqualTo(3);
    assertThat(list.out()).contains("any-run,firing", "broken,broken", "quiet,quiet");
  }

  @Test
  void anAlertCanOnlyRead() throws IOException {
    Path stolen = place.resolve("stolen.csv");
    configure(
        "",
        "alerts:\n  - name: writes\n    sql: \"COPY (SELECT 1) TO '%s'\"\n    channels: hook\n"
            .formatted(stolen));

    assertThat(run("schedule", "alerts", "--check").out()).contains("writes,broken");
    assertThat(stolen).doesNotExist();
  }

  @Test
  void saysWhoIsMissing() throws IOException {
    configure("", "");
    run("report", "run", "weekly", "--archive");

    CommandRun.Result nobody = run("report", "send", "weekly");
    assertThat(nobody.exitCode()).isEqualTo(2);
    assertThat(nobody.err()).contains("has no deliver:");
    CommandRun.Result wrong = run("report", "send", "weekly", "--channel", "hok");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("Did you mean hook?");
  }
}
