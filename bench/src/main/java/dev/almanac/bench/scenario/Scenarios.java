package dev.almanac.bench.scenario;

import dev.almanac.bench.store.LightningCsvGenerator;
import dev.almanac.bench.store.MlflowStoreGenerator.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The command behind {@code bench/run}: picks scenarios, runs them, prints and records results. */
public final class Scenarios {

  private static final List<Scenario> ALL =
      List.of(
          new SyncScenario("sync-sqlite", Format.SQLITE, 5_000, 200),
          new SyncScenario("sync-files", Format.FILES, 500, 200),
          new SyncScenario("sync-many-files", Format.FILES, 5_000, 200),
          LogSyncScenario.tensorBoard(),
          LogSyncScenario.wandb(),
          LogSyncScenario.csv(LightningCsvGenerator.Columns.EQUAL),
          LogSyncScenario.csv(LightningCsvGenerator.Columns.DIFFERENT),
          new SqlScenario(),
          new SensitivityScenario(),
          new PedAnovaScenario(),
          new AccuracyScenario(),
          new NullClaimsScenario(),
          new ChangePointScenario(),
          new CurveFeaturesScenario(),
          new CurveFitScenario(),
          new WeeklyAnalysesScenario("weekly-analyses", 50, 300),
          new WeeklyAnalysesScenario("weekly-analyses-small", 5, 30),
          new ReportScenario(),
          new LargeReportScenario(),
          new NotebookScenario(),
          new DemoScenario(),
          new LongRunScenario());

  private Scenarios() {}

  /** Runs the scenarios named in the arguments; see {@code bench/README.md}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of("").toAbsolutePath();
    Path work = root.resolve("bench/target/scenarios");
    Path results = root.resolve("bench/results");
    Path python = null;
    int repetitions = 3;
    List<String> names = new ArrayList<>();
    Iterator<String> rest = Arrays.asList(arguments).iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--root" -> root = Path.of(rest.next());
        case "--work" -> work = Path.of(rest.next());
        case "--results" -> results = Path.of(rest.next());
        case "--python" -> python = Path.of(rest.next());
        case "--repeat" -> repetitions = Integer.parseInt(rest.next());
        default -> names.add(argument);
      }
    }
    Bench bench = new Bench(root, Files.createDirectories(work), python, repetitions);
    for (Scenario scenario : chosen(names)) {
      System.err.println("bench: " + scenario.name() + ": " + scenario.summary());
      Machine machine = Machine.now(Clock.systemUTC());
      Result result = scenario.run(bench);
      System.out.print(new ResultTable(scenario, result).text());
      System.out.flush();
      new ResultFile(results).write(scenario, machine, result);
    }
  }

  private static List<Scenario> chosen(List<String> names) {
    if (names.equals(List.of("all"))) {
      return ALL.stream().filter(scenario -> !scenario.onRequestOnly()).toList();
    }
    List<Scenario> chosen =
        ALL.stream().filter(scenario -> names.contains(scenario.name())).toList();
    if (chosen.isEmpty() || chosen.size() != names.size()) {
      StringBuilder usage = new StringBuilder("Cannot run " + names + ". Scenarios:\n");
      ALL.forEach(
          each ->
              usage
                  .append("  ")
                  .append(each.name())
                  .append(": ")
                  .append(each.summary())
                  .append("\n"));
      throw new IllegalArgumentException(usage.toString());
    }
    return chosen;
  }
}
