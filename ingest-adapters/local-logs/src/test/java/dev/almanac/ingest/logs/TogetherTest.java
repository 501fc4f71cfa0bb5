package dev.almanac.ingest.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRun.Point;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that two loggers logged are one run each, and no point of them goes in twice. What was
 * recorded by {@code record_together.py} and {@code record_tensorboard.py}.
 */
class TogetherTest {

  /** Written with each group of metrics, so that a step may have them twice. */
  private static final Set<String> COUNTERS = Set.of("epoch", "time/total_timesteps");

  @TempDir private Path folder = Path.of("");

  @Test
  void eventsOfTheTrainerAreALogOfItsOutputFolder() throws IOException {
    Sources.Reading reading = recorded("huggingface");
    RecordedRun run = only(reading, "bert", "huggingface", "huggingface + tensorboard");

    assertThat(run.allPoints().keySet()).noneMatch(key -> key.contains("/"));
    assertThat(run.run().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.run().startedAt()).isNotNull();
    JsonValue state =
        JsonText.parse(Files.readAllBytes(folder.resolve("huggingface/bert/trainer_state.json")));
    for (String key : List.of("loss", "eval_loss", "learning_rate", "grad_norm", "eval_runtime")) {
      List<Long> steps =
          state.get("log_history").elements().stream()
              .filter(row -> row.get(key).number() != null)
              .map(row -> row.get("step").integer())
              .toList();
      assertThat(steps).isNotEmpty();
      assertThat(run.points(key)).as(key).extracting(Point::step).containsExactlyElementsOf(steps);
      assertThat(run.points(key))
          .as(key + " as the history spells it")
          .extracting(Point::value)
          .containsExactlyElementsOf(
              state.get("log_history").elements().stream()
                  .map(row -> row.get(key).number())
                  .filter(java.util.Objects::nonNull)
                  .toList());
      assertThat(run.points(key))
          .as("two starts wrote them, with times")
          .allMatch(point -> point.timeMicros() != RunSink.NO_TIME);
    }
    assertThat(run.lines())
        .anyMatch(line -> line.contains("\"fact\":\"reported\"") && line.contains("train_loss"))
        .filteredOn(line -> line.contains("\"fact\":\"param\"") && line.contains("hidden_size"))
        .hasSize(1);
  }

  @Test
  void whatTheEventsOfTheTrainerLackComesFromItsHistory() throws IOException {
    Path bert = copy("huggingface").resolve("bert");
    try (var files = Files.walk(bert.resolve("runs"))) {
      Path second = files.filter(Files::isRegularFile).sorted().reduce((a, b) -> b).orElseThrow();
      Files.write(second, Arrays.copyOf(Files.readAllBytes(second), 3_000));
    }
    RecordedRun run = read(folder.resolve("huggingface")).runs().run("bert");

    assertThat(run.points("loss"))
        .extracting(Point::step)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).mapToObj(i -> 2 * i).toList());
  }

  @Test
  void anAgentHasOneProgress() throws IOException {
    Sources.Reading reading = recorded("stable-baselines3");
    assertThat(reading.runs().runs()).containsOnlyKeys("all", "lines", "table");
    assertThat(logged(reading))
        .containsEntry("all", "stable-baselines3 + tensorboard")
        .containsEntry("lines", "stable-baselines3");
    RecordedRun all = reading.runs().run("all");
    List<String> rows = Files.readAllLines(folder.resolve("stable-baselines3/all/progress.csv"));
    int reward = List.of(rows.get(0).split(",", -1)).indexOf("rollout/ep_rew_mean");
    List<Double> rewards =
        rows.stream()
            .skip(1)
            .map(row -> row.split(",", -1)[reward])
            .filter(cell -> !cell.isEmpty())
            .map(Double::valueOf)
            .toList();
    assertThat(rewards).isNotEmpty();
    assertThat(all.points("rollout/ep_rew_mean"))
        .as("as the table spells them, not the floats of the events")
        .extracting(Point::value)
        .containsExactlyElementsOf(rewards);
    assertThat(all.points("rollout/ep_rew_mean"))
        .allMatch(point -> point.timeMicros() != RunSink.NO_TIME);
    assertThat(all.points("time/iterations")).as("of the table alone").isNotEmpty();
    noPointTwice(all);
  }

  @Test
  void progressOfAnAgentIsReadFromATableAndFromLines() throws IOException {
    Sources.Reading reading = recorded("stable-baselines3");
    RecordedRun lines = reading.runs().run("lines");
    Map<String, Integer> expected = new TreeMap<>();
    List<Long> steps = new ArrayList<>();
    for (String line :
        Files.readAllLines(folder.resolve("stable-baselines3/lines/progress.json"))) {
      JsonValue row = JsonText.parse(line);
      row.entries().keySet().forEach(key -> expected.merge(key, 1, Integer::sum));
      if (row.get("rollout/ep_rew_mean").number() != null) {
        steps.add(row.get("time/total_timesteps").integer());
      }
    }
    expected.forEach((key, count) -> assertThat(lines.points(key)).as(key).hasSize(count));
    assertThat(lines.points("rollout/ep_rew_mean")).extracting(Point::step).isEqualTo(steps);

    RecordedRun table = reading.runs().run("table");
    List<String> rows = Files.readAllLines(folder.resolve("stable-baselines3/table/progress.csv"));
    String[] names = rows.get(0).split(",", -1);
    for (int i = 0; i < names.length; i++) {
      int column = i;
      List<Double> values =
          rows.stream()
              .skip(1)
              .map(row -> row.split(",", -1)[column])
              .filter(cell -> !cell.isEmpty())
              .map(Double::valueOf)
              .toList();
      assertThat(table.points(names[i]))
          .as(names[i])
          .extracting(Point::value)
          .containsExactlyElementsOf(values);
    }
    assertThat(table.points("eval/results")).as("3 episodes an evaluation").hasSize(6);
    assertThat(reading.runs().problems()).isEmpty();
  }

  @Test
  void eventsOfCatBoostTellTheTimesOfItsPoints() throws IOException {
    RecordedRun run =
        only(recorded("catboost"), "catboost_info", "catboost", "catboost + tensorboard");

    assertThat(run.points("learn/Logloss"))
        .extracting(Point::step)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(run.points("learn/Logloss"))
        .allMatch(point -> point.timeMicros() != RunSink.NO_TIME);
    assertThat(run.run().startedAt()).isNotNull();
    assertThat(run.points("test/AUC")).hasSize(8);
    JsonValue document = JsonText.parse(Files.readAllBytes(document(folder.resolve("catboost"))));
    assertThat(run.points("learn/Logloss"))
        .as("ten digits of the document, not the floats of the events")
        .extracting(Point::value)
        .containsExactlyElementsOf(
            document.get("iterations").elements().stream()
                .map(row -> row.get("learn").elements().get(0).number())
                .toList());
    assertThat(run.allPoints().keySet())
        .containsExactlyInAnyOrder(
            "metric:learn/Logloss",
            "metric:test/Logloss",
            "metric:test/AUC",
            "metric:passed_time",
            "metric:remaining_time");
    noPointTwice(run);
  }

  private static Path document(Path place) throws IOException {
    try (var files = Files.walk(place)) {
      return files
          .filter(file -> file.endsWith("catboost_training.json"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void eventsInAFolderOfSacredAddWhatItDoesNotHave() throws IOException {
    RecordedRun run = only(recorded("sacred"), "sacred/1", "sacred", "sacred + tensorboard");

    assertThat(run.points("loss"))
        .as("as Sacred wrote them, not as floats")
        .extracting(Point::value)
        .containsExactly(0.1, 0.05, 0.1 / 3, 0.025);
    assertThat(run.points("only_events")).hasSize(4);
    noPointTwice(run);
  }

  @Test
  void aJobOfHydraThatTrainsWithTwoLoggersIsOneRun() throws IOException {
    RecordedRun run =
        only(
            recorded("hydra"),
            "outputs/2026-11-26/20-18-43",
            "lightning",
            "lightning + tensorboard + hydra");

    assertThat(run.points("loss_step"))
        .extracting(Point::step)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(run.points("loss_epoch")).hasSize(2);
    assertThat(run.lines())
        .filteredOn(line -> line.contains("\"fact\":\"param\"") && line.contains("\"key\":\"lr\""))
        .singleElement()
        .asString()
        .contains("\"value\":\"0.05\"");
    noPointTwice(run);
  }

  @Test
  void eventsOfARunOfGuildAndOfItsOutputAreOneRun() throws IOException {
    new RecordedCase("torch", Path.of("src/test/resources/cases/tensorboard/torch"))
        .copyTo(folder.resolve("torch"));
    String id = "0123456789abcdef0123456789abcdef";
    Path run = folder.resolve("guild/runs").resolve(id);
    Files.createDirectories(run.resolve(".guild/attrs"));
    Files.writeString(run.resolve(".guild/opref"), "guildfile:/p abc 'm' train");
    Files.writeString(run.resolve(".guild/attrs/id"), id + "\n");
    Files.writeString(run.resolve(".guild/LOCK"), "123");
    move("torch/runs/Nov26_12-00-00_node", run);
    Sources.Reading inFolder = read(folder.resolve("guild"));
    RecordedRun first = only(inFolder, "runs/" + id, "tensorboard", "tensorboard + guild");
    assertThat(inFolder.listing().runs()).allMatch(RunEntry::live);
    assertThat(first.allPoints()).isNotEmpty();

    move("torch/runs/first", run.resolve(".guild"));
    Sources.Reading both = read(folder.resolve("guild"));
    RecordedRun second = only(both, "runs/" + id, "tensorboard", "tensorboard + guild");
    assertThat(second.allPoints().keySet()).containsAll(first.allPoints().keySet());
    assertThat(second.allPoints().size()).isGreaterThan(first.allPoints().size());
  }

  private void move(String from, Path to) throws IOException {
    try (var files = Files.list(folder.resolve(from))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file)) {
          Files.move(file, to.resolve(String.valueOf(file.getFileName())));
        }
      }
    }
  }

  private Path copy(String name) throws IOException {
    new RecordedCase("together", Path.of("src/test/resources/together/recorded")).copyTo(folder);
    return folder.resolve(name);
  }

  private Sources.Reading recorded(String name) throws IOException {
    return read(copy(name));
  }

  private static Sources.Reading read(Path place) throws IOException {
    List<Sources.Reading> readings = Sources.readAll(new LocalLogsSourceFactory(), place);
    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).listing().problems()).isEmpty();
    return readings.get(0);
  }

  private static RecordedRun only(
      Sources.Reading reading, String id, String tracker, String logged) {
    assertThat(reading.runs().runs()).containsOnlyKeys(id);
    assertThat(logged(reading)).containsEntry(id, logged);
    RecordedRun run = reading.runs().run(id);
    assertThat(run.run().tracker()).isEqualTo(tracker);
    assertThat(reading.runs().problems())
        .as("a second start may be given other params")
        .allMatch(problem -> problem.kind() == Problem.Kind.ALTERED);
    return run;
  }

  private static Map<String, String> logged(Sources.Reading reading) {
    return reading.listing().runs().stream()
        .collect(Collectors.toMap(RunEntry::runId, entry -> String.valueOf(entry.logged())));
  }

  private static void noPointTwice(RecordedRun run) {
    run.allPoints()
        .forEach(
            (key, points) -> {
              boolean isRepeated =
                  key.startsWith("metric:eval/") || COUNTERS.contains(key.substring(7));
              if (!isRepeated) {
                assertThat(points).as(key).extracting(Point::step).doesNotHaveDuplicates();
              }
            });
  }
}
