package dev.almanac.ingest.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRuns;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads what others logged; skipped where it is absent. Counts are taken from the files anew. */
class RealLoggersTest {

  @Test
  void rayTrialsOf2018And2020And2025AreRead() throws IOException {
    Path place = place("raytune-rl");
    RecordedRuns runs = read(place);
    assertThat(runs.runs()).hasSize(14);
    RecordedRun breakout =
        runs.runs().values().stream()
            .filter(run -> run.run().runId().contains("2018-08-21_02-43-095_QyA9"))
            .findFirst()
            .orElseThrow();
    Path folder = place.resolve(breakout.run().runId());
    List<String> lines = Files.readAllLines(folder.resolve("result.json"));
    assertThat(breakout.points("timesteps_total")).hasSize(lines.size());
    long rewards = 0;
    for (String line : lines) {
      rewards += JsonText.parse(line).get("episode_reward_mean").number() == null ? 0 : 1;
    }
    assertThat(breakout.points("episode_reward_mean")).hasSize((int) rewards);
    assertThat(breakout.points("info/learner/vf_loss").get(1).value())
        .isEqualTo(JsonText.parse(lines.get(1)).get("info").get("learner").get("vf_loss").number());
    assertThat(breakout.allPoints().keySet())
        .as("events of the same trial name the same metrics")
        .noneMatch(key -> key.contains("ray/tune"));
    assertThat(breakout.points("episode_reward_mean"))
        .extracting(RecordedRun.Point::step)
        .doesNotHaveDuplicates();
    RecordedRun qbert =
        runs.runs().values().stream()
            .filter(run -> run.run().runId().contains("hMl4Ph"))
            .findFirst()
            .orElseThrow();
    assertThat(qbert.points("info/learner/vf_loss"))
        .as("dictionaries in cells")
        .hasSize(
            (int)
                    Files.readString(place.resolve(qbert.run().runId()).resolve("progress.csv"))
                        .chars()
                        .filter(each -> each == '\n')
                        .count()
                - 1);
    assertThat(runs.problems())
        .as("the last row was never finished")
        .anyMatch(problem -> problem.kind() == Problem.Kind.TRUNCATED);
    assertThat(runs.run("atari-ppo/2018-09/51f92a76").run().status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void searchesOfDeepCaveHaveAnEvaluationAPoint() throws IOException {
    Path place = place("hpo-deepcave");
    RecordedRuns runs = read(place);
    Map<String, Long> trackers =
        runs.runs().values().stream()
            .collect(Collectors.groupingBy(run -> run.run().tracker(), Collectors.counting()));
    assertThat(trackers.get("ray")).isEqualTo(87);
    long evaluations = 0;
    long configurations = 0;
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file :
          (Iterable<Path>) files.filter(each -> each.endsWith("runhistory.json"))::iterator) {
        JsonValue history;
        try (JsonParser parser = JsonText.factory().createParser(file.toFile())) {
          parser.nextToken();
          history = JsonText.read(parser);
        }
        evaluations += history.get("data").elements().size();
        configurations += history.get("configs").entries().size();
      }
    }
    assertThat(trackers.get("smac")).isEqualTo(configurations);
    long points =
        runs.runs().values().stream()
            .filter(run -> run.run().tracker().equals("smac"))
            .mapToLong(run -> run.points("time").size())
            .sum();
    assertThat(points).isEqualTo(evaluations);
    assertThat(runs.problems()).isEmpty();
    assertThat(runs.runs().values())
        .as("a start of 0 says that it did not start")
        .noneMatch(run -> Instant.EPOCH.equals(run.run().startedAt()));
  }

  @Test
  void sacredRunsOfPyMarlHaveTheirCurves() throws IOException {
    Path place = place("sacred-coco");
    Sources.Reading reading = Sources.readAll(new LocalLogsSourceFactory(), place).get(0);
    RecordedRuns runs = reading.runs();
    assertThat(reading.listing().runs().stream().filter(RunEntry::live))
        .as("whose status is running")
        .hasSize(35);
    Map<RunStatus, Long> statuses =
        runs.runs().values().stream()
            .filter(run -> run.run().tracker().equals("sacred"))
            .collect(Collectors.groupingBy(run -> run.run().status(), Collectors.counting()));
    assertThat(statuses)
        .isEqualTo(Map.of(RunStatus.RUNNING, 35L, RunStatus.KILLED, 12L, RunStatus.FAILED, 9L));
    long expected = 0;
    long found = 0;
    for (int id = 1; id <= 56; id++) {
      RecordedRun run = runs.run("sacred/" + id);
      Path info = place.resolve("sacred/" + id + "/info.json");
      if (Files.exists(info)) {
        expected += JsonText.parse(Files.readAllBytes(info)).get("return_mean").elements().size();
      }
      found += run.points("return_mean").size();
    }
    assertThat(found).isEqualTo(expected).isPositive();
    assertThat(runs.problems())
        .as("tensors that jsonpickle pickled")
        .allMatch(problem -> problem.kind() == Problem.Kind.UNSUPPORTED)
        .allMatch(problem -> problem.reason().contains("grad_norm"));
  }

  @Test
  void monitorsOfTheZooHaveAnEpisodeARow() throws IOException {
    Path place = place("sb3-rl-zoo");
    RecordedRuns runs = read(place);
    long episodes = 0;
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file :
          (Iterable<Path>)
              files.filter(each -> each.toString().endsWith(".monitor.csv"))::iterator) {
        episodes += Files.readAllLines(file).size() - 2;
      }
    }
    long points = 0;
    for (RecordedRun run : runs.runs().values()) {
      points +=
          run.allPoints().entrySet().stream()
              .filter(series -> series.getKey().endsWith("/r"))
              .mapToLong(series -> series.getValue().size())
              .sum();
    }
    assertThat(points).isEqualTo(episodes).isPositive();
    List<RecordedRun.Point> lengths = runs.run("a2c/Ant-v3_1").points("monitor/l");
    assertThat(lengths.get(lengths.size() - 1).step())
        .isEqualTo((long) lengths.stream().mapToDouble(RecordedRun.Point::value).sum());
    assertThat(runs.run("a2c/Acrobot-v1_1").lines())
        .anyMatch(line -> line.contains("\"key\":\"seed\",\"value\":\"951484142\""));
    assertThat(runs.problems()).isEmpty();
  }

  @Test
  void trialsOfAlgoPerfAreOneRunAFolder() throws IOException {
    Path place = place("tensorboard-csv-algoperf");
    RecordedRuns runs = read(place);
    List<RecordedRun> trials =
        runs.runs().values().stream()
            .filter(run -> run.run().tracker().equals("algoperf"))
            .toList();
    assertThat(trials).hasSize(97);
    assertThat(runs.runs().values())
        .as("events belong to the trial beside whose tables they lie")
        .noneMatch(run -> run.run().tracker().equals("tensorboard"));
    for (RecordedRun each : trials) {
      // Counters are written with everything, some steps twice; measurements are not.
      Set<String> keys = new TreeSet<>(each.allPoints().keySet());
      keys.removeIf(key -> !key.startsWith("metric:validation/"));
      for (String key : keys) {
        assertThat(each.effectivePoints(key.substring("metric:".length())))
            .as(each.run().runId() + " " + key + ", of the last attempt")
            .extracting(RecordedRun.Point::step)
            .doesNotHaveDuplicates();
      }
    }
    RecordedRun trial = runs.run("baseline/study_0/criteo1tb_embed_init_jax/trial_3");
    assertThat(trial.points("validation/loss").get(0).step()).isEqualTo(1);
    assertThat(trial.lines()).anyMatch(line -> line.contains("\"value\":\"0.001308209823469072\""));
  }

  @Test
  void eventsOfPolyaxonAreRead() throws IOException {
    RecordedRuns runs = read(place("polyaxon-plx"));
    assertThat(runs.runs()).hasSize(1);
    RecordedRun run = runs.run("traceml/tests/fixtures");
    assertThat(run.points("metric_events"))
        .containsExactly(
            new RecordedRun.Point(12, 1544523897000000L, 0.1),
            new RecordedRun.Point(13, 1544523957000000L, 0.2),
            new RecordedRun.Point(14, 1544524017000000L, 0.3));
    assertThat(run.lines()).anyMatch(line -> line.contains("\"path\":\"path1\""));
    assertThat(runs.problems()).isEmpty();
  }

  private static RecordedRuns read(Path place) throws IOException {
    List<Sources.Reading> readings = Sources.readAll(new LocalLogsSourceFactory(), place);
    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).listing().problems()).isEmpty();
    return readings.get(0).runs();
  }

  private static Path place(String name) {
    String configured = System.getenv("ALMANAC_REAL_DATA");
    Path data =
        configured != null
            ? Path.of(configured)
            : Path.of("../../../shared/data").toAbsolutePath().normalize();
    Path place = data.resolve(name);
    assumeTrue(Files.isDirectory(place), () -> "skipped: no real data at " + place);
    return place;
  }
}
