package dev.almanac.bench.scenario;

import dev.almanac.bench.store.MlflowStoreGenerator.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Eight charts of 500 runs as a page, cold: a report of one's own beside notebooks that papermill
 * executes and nbconvert writes as HTML, all from the same Parquet.
 */
record NotebookScenario() implements Scenario {

  private static final String REPORT = "report of eight charts";
  private static final String MATPLOTLIB = "peer: papermill + nbconvert, matplotlib";
  private static final String PLOTLY = "peer: papermill + nbconvert, Plotly";

  /** What a page would load when it is opened. */
  private static final Pattern REQUEST =
      Pattern.compile("<(?:script|img)\\b[^>]*\\ssrc=\"https?:|<link\\b[^>]*\\shref=\"https?:");

  @Override
  public String name() {
    return "report-notebook";
  }

  @Override
  public String summary() {
    return "eight charts of 500 runs as a page, beside notebooks with matplotlib and Plotly";
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    Path warehouse = bench.fresh("warehouse-notebook");
    Path store = bench.store(Format.SQLITE, 500, 200);
    bench.almanac("--warehouse", warehouse.toString(), "sync", store.toString(), "--name", "bench");
    Path pages = bench.fresh("report-notebook");
    Recorder recorder = new Recorder();
    List<Path> reports = new ArrayList<>();
    List<Path> matplotlib = new ArrayList<>();
    List<Path> plotly = new ArrayList<>();
    for (int repetition = 0; repetition < Math.max(2, bench.repetitions()); repetition++) {
      Path output = pages.resolve(String.valueOf(repetition));
      recorder.add(REPORT, report(bench, warehouse, output), 0);
      reports.add(output.resolve("eight.html"));
      if (bench.python() != null) {
        recorder.add(MATPLOTLIB, notebook(bench, "eight_plots", warehouse, output, matplotlib), 0);
        recorder.add(PLOTLY, notebook(bench, "eight_plots_plotly", warehouse, output, plotly), 0);
      }
    }
    describe(recorder, REPORT, reports);
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(Comparison.atMost("requests of the report", requests(reports), 0, ""));
    comparisons.add(Comparison.atMost("reports that differ", different(reports), 0, ""));
    if (bench.python() != null) {
      describe(recorder, MATPLOTLIB, matplotlib);
      describe(recorder, PLOTLY, plotly);
      compare(recorder, MATPLOTLIB, "matplotlib", comparisons);
      compare(recorder, PLOTLY, "Plotly", comparisons);
      double ours = Files.size(reports.get(0));
      comparisons.add(
          Comparison.timesCheaper("Plotly / report, bytes", ours, Files.size(plotly.get(0)), 3));
      comparisons.add(
          Comparison.shown("matplotlib / report, bytes", ours, Files.size(matplotlib.get(0))));
    }
    return new Result(recorder.measurements(), comparisons);
  }

  private static Execution report(Bench bench, Path warehouse, Path output)
      throws IOException, InterruptedException {
    return bench.almanac(
        "--warehouse",
        warehouse.toString(),
        "report",
        "run",
        "eight",
        "--as-of",
        "2026-07-06T08:00:00Z",
        "--templates",
        bench.root().resolve("bench/reports").toString(),
        "--output",
        output.toString());
  }

  private static Execution notebook(
      Bench bench, String name, Path warehouse, Path output, List<Path> pages)
      throws IOException, InterruptedException {
    Path page = output.resolve(name + ".html");
    pages.add(page);
    return bench.peer(
        "notebook_page.py",
        bench.root().resolve("bench/peers").resolve(name + ".ipynb").toString(),
        warehouse.resolve("data/almanac").toString(),
        page.toString());
  }

  private static void compare(
      Recorder recorder, String peer, String name, List<Comparison> comparisons) {
    Measurement ours = recorder.of(REPORT);
    Measurement theirs = recorder.of(peer);
    comparisons.add(
        Comparison.timesCheaper(name + " / report, wall", ours.wall(), theirs.wall(), 1));
    comparisons.add(Comparison.timesCheaper(name + " / report, CPU", ours.cpu(), theirs.cpu(), 1));
  }

  private static void describe(Recorder recorder, String step, List<Path> pages)
      throws IOException {
    String equal = different(pages) == 0 ? "byte-equal" : "different each time";
    recorder.note(
        step,
        "%d bytes, %d requests, %s".formatted(Files.size(pages.get(0)), requests(pages), equal));
  }

  private static long requests(List<Path> pages) throws IOException {
    String page = Files.readString(pages.get(0), StandardCharsets.UTF_8);
    return REQUEST.matcher(page).results().count();
  }

  /** Counts the pages that are unlike the first. */
  private static long different(List<Path> pages) throws IOException {
    long different = 0;
    try (Stream<Path> others = pages.stream().skip(1)) {
      for (Path other : (Iterable<Path>) others::iterator) {
        different += Files.mismatch(pages.get(0), other) < 0 ? 0 : 1;
      }
    }
    return different;
  }
}
