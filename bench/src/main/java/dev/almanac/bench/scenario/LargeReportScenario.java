package dev.almanac.bench.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The weekly report over 10,000 runs in 50 projects, with all that it needs: sync, analyses, the
 * report itself and the mail that is made from it. The period is the last full week of the
 * generated history.
 */
record LargeReportScenario() implements Scenario {

  private static final int RUNS = 10_000;
  private static final int STEPS = 40;
  private static final String PERIOD = "2026-W27";
  private static final String AS_OF = "2026-07-06T08:00:00Z";

  private static final String SYNC = "first sync";
  private static final String ANALYZE = "analyze, everything";
  private static final String REPORT = "report run weekly, cold";
  private static final String ARCHIVE = "report run weekly into the archive";
  private static final String CHAT = "its message to a chat, without charts";
  private static final String MAIL = "its mail with three charts drawn";

  private static final String CONFIGURATION =
      """
      warehouse: warehouse
      channels:
        mail:
          mail:
            to: [team@example.org]
            from: almanac@example.org
            smtp: {host: mail.example.org}
        chat:
          slack: {webhook: "https://hooks.example.org/none"}
      """;

  @Override
  public String name() {
    return "report-10k";
  }

  @Override
  public String summary() {
    return "sync, analyses, weekly report and mail over 10,000 runs in 50 projects, 27 weeks";
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    Recorder recorder = new Recorder();
    Path store = bench.portfolio(RUNS, STEPS);
    Path place = bench.fresh("report-10k");
    Files.createDirectories(place);
    Files.writeString(place.resolve("almanac.yaml"), CONFIGURATION, StandardCharsets.UTF_8);
    recorder.add(SYNC, bench.almanacIn(place, "sync", store.toString(), "--name", "bench"), 0);
    recorder.add(ANALYZE, bench.almanacIn(place, "analyze"), 0);
    long bytes = 0;
    for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
      Path output = place.resolve("report-" + repetition);
      recorder.add(REPORT, report(bench, place, "--output", output.toString()), 0);
      bytes = pageBytes(output);
    }
    recorder.note(REPORT, "page of " + bytes + " bytes");
    recorder.add(ARCHIVE, report(bench, place, "--archive"), 0);
    recorder.add(CHAT, send(bench, place, "chat", place.resolve("chat")), 0);
    recorder.add(MAIL, send(bench, place, "mail", place.resolve("mail")), 0);
    return new Result(recorder.measurements(), comparisons(recorder, bytes));
  }

  private static List<Comparison> comparisons(Recorder recorder, long bytes) {
    Measurement report = recorder.of(REPORT);
    Measurement mail = recorder.of(MAIL);
    double peak = report.peakMegabytes() == null ? Double.NaN : report.peakMegabytes();
    double mailPeak = mail.peakMegabytes() == null ? Double.NaN : mail.peakMegabytes();
    return List.of(
        Comparison.atMost("weekly, wall", report.wall(), 10, "s"),
        Comparison.atMost("weekly, CPU", report.cpu(), 10, "s"),
        Comparison.atMost("weekly, peak memory", peak, 1_073.7, "MB"),
        Comparison.atMost("page", bytes / 1e6, 5, "MB"),
        Comparison.atMost("weekly and mail, wall", report.wall() + mail.wall(), 10, "s"),
        Comparison.atMost("weekly and mail, CPU", report.cpu() + mail.cpu(), 10, "s"),
        Comparison.atMost("mail, peak memory", mailPeak, 1_073.7, "MB"));
  }

  private static Execution report(Bench bench, Path place, String... output)
      throws IOException, InterruptedException {
    return bench.almanacIn(
        place,
        Stream.concat(
                Stream.of("report", "run", "weekly", "--period", PERIOD, "--as-of", AS_OF),
                Stream.of(output))
            .toArray(String[]::new));
  }

  private static Execution send(Bench bench, Path place, String channel, Path output)
      throws IOException, InterruptedException {
    return bench.almanacIn(
        place, "report", "send", "weekly", "--channel", channel, "--dry-run", output.toString());
  }

  private static long pageBytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return Files.size(
          files.filter(file -> file.toString().endsWith(".html")).findFirst().orElseThrow());
    }
  }
}
