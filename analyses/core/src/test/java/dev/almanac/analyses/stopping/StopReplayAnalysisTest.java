package dev.almanac.analyses.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisReport;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.InMemoryTables;
import dev.almanac.analyses.noise.NoiseAnalysis;
import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StopReplayAnalysisTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String MEDIAN = "median (start-up 5 runs, warm-up 0)";

  private final StopReplayAnalysis analysis = new StopReplayAnalysis();
  private final ObjectiveAnalysis objective = new ObjectiveAnalysis(DeclaredObjectives.NONE);
  private final NoiseAnalysis noise = new NoiseAnalysis();
  private final InMemoryTables tables = new InMemoryTables(objective, noise, analysis);

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void runsOneAfterAnotherAreStoppedByThoseBefore() {
    addSequence(20, 20);

    AnalysisReport report = run();

    assertThat(report.computed()).isEqualTo(1);
    assertThat(
            tables.lines(
                "SELECT runs_total, runs_stopped > 5, false_kills, best_killed, regret,"
                    + " seconds_saved = 60 * steps_saved, gpu_seconds_saved FROM stop_rule WHERE rule = '"
                    + MEDIAN
                    + "'"))
        .containsExactly("20|true|0|false|0.0|true|∅");
    assertThat(
            tables.lines(
                "SELECT count(*) FROM stop_run r JOIN stop_rule s USING (rule) WHERE r.rule = '"
                    + MEDIAN
                    + "' AND r.stop_x < r.x_end AND NOT r.would_be_top10"))
        .containsExactly(
            tables
                .lines("SELECT runs_stopped FROM stop_rule WHERE rule = '" + MEDIAN + "'")
                .get(0));
    assertThat(
            tables.lines(
                "SELECT rule IS NOT NULL, saved_share > .3, regret, clock, held_out_by, n_parts, reason"
                    + " FROM stop_recommendation"))
        .containsExactly("true|true|0.0|time|half|40|∅");
    assertThat(tables.lines("SELECT count(*) FROM stop_rule WHERE recommended"))
        .containsExactly("1");
  }

  @Test
  void runsAtTheSameTimeKnowNothingOfEachOther() {
    for (int index = 0; index < 20; index++) {
      double level = level(index);
      add("r" + index, "finished", NOW, 20, step -> level + 1.0 / (step + 1));
    }

    run();

    assertThat(tables.lines("SELECT runs_stopped FROM stop_rule WHERE rule = '" + MEDIAN + "'"))
        .containsExactly("0");
  }

  @Test
  void runsThatDidNotEndByThemselvesAreSavedButNotJudged() {
    addSequence(16, 20);
    add("bad", "failed", NOW.plusSeconds(90_000), 10, step -> 9);

    run();

    assertThat(
            tables.lines(
                "SELECT runs_censored, censored_stopped FROM stop_rule WHERE rule = '"
                    + MEDIAN
                    + "'"))
        .containsExactly("1|1");
    assertThat(
            tables.lines(
                "SELECT stop_x, x_end, would_be_top10 FROM stop_run WHERE run_key = 'bad' AND rule = '"
                    + MEDIAN
                    + "'"))
        .containsExactly("0.0|9.0|∅");
  }

  @Test
  void withoutTimesTheOrderOfTheRunsCountsAndItIsSaid() {
    addSequence(16, 20);
    tables.execute("UPDATE metrics SET time = NULL");

    run();

    assertThat(tables.lines("SELECT clock FROM stop_recommendation")).containsExactly("order");
    assertThat(
            tables.lines("SELECT status, status_reason FROM analysis WHERE kind = 'stop_replay'"))
        .containsExactly("degraded|Points have no times: runs count as one after another.");
    assertThat(tables.lines("SELECT DISTINCT seconds_saved FROM stop_rule")).containsExactly("∅");
  }

  @Test
  void tooFewRunsAreAnOutcome() {
    add("one", "finished", NOW, 20, step -> step);
    add("nan", "finished", NOW, 20, step -> Double.NaN);
    add("point", "finished", NOW, 1, step -> step);

    run();

    assertThat(
            tables.lines("SELECT status, status_reason FROM analysis WHERE kind = 'stop_replay'"))
        .containsExactly(
            "insufficient|Fewer than 6 runs with a curve ended by themselves: no truth to replay"
                + " against.");
    assertThat(
            tables.lines(
                "SELECT reason, n FROM analysis_exclusion JOIN analysis USING (analysis_id)"
                    + " WHERE kind = 'stop_replay' ORDER BY reason"))
        .containsExactly("one_point|1", "run_deleted_or_no_finite_value|1");
  }

  @Test
  void directionIsMirrored() {
    addSequence(16, 20);
    run();
    // The brackets of Hyperband are dealt by the name of the metric.
    String rules = "SELECT rule, runs_stopped, regret FROM stop_rule WHERE family <> 'hyperband'";
    List<String> falling = tables.lines(rules + " ORDER BY ALL");
    tables.execute("UPDATE metrics SET key = 'val_accuracy', value = -value");
    tables.execute("UPDATE metric_summaries SET key = 'val_accuracy', last = -last");
    tables.execute("UPDATE runs SET fingerprint = '2'");

    run();

    assertThat(tables.lines(rules + " AND metric_key = 'val_accuracy' ORDER BY ALL"))
        .isEqualTo(falling);
    assertThat(
            tables.lines(
                "SELECT DISTINCT final_y < 0 FROM stop_run WHERE metric_key = 'val_accuracy'"))
        .containsExactly("true");
  }

  @Test
  void valuesThatAreNotFiniteAreTheWorst() {
    addSequence(16, 20);
    add("nan", "finished", NOW.plusSeconds(90_000), 20, step -> step < 3 ? .2 : Double.NaN);

    run();

    assertThat(
            tables.lines(
                "SELECT DISTINCT final_y, would_be_top10 FROM stop_run WHERE run_key = 'nan'"))
        .containsExactly("∅|false");
  }

  private void addSequence(int count, int points) {
    for (int index = 0; index < count; index++) {
      double level = level(index);
      add(
          String.format(Locale.ROOT, "r%02d", index),
          "finished",
          NOW.plusSeconds(3_600L * index),
          points,
          step -> level + 1.0 / (step + 1));
    }
  }

  /** A fixed shuffle of levels, so that neither good nor bad runs come first. */
  private static double level(int index) {
    return (index * 7 % 20) / 20.0 + .1;
  }

  private AnalysisReport run() {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE);
    runner.run(objective, scope -> true);
    runner.run(noise, scope -> true);
    return runner.run(analysis, scope -> true);
  }

  private void add(String run, String status, Instant start, int points, IntToDoubleFunction y) {
    tables.execute(
        "INSERT INTO runs (run_key, project, status, deleted, started_at, fingerprint)"
            + " VALUES ('%s', 'p', '%s', false, '%s', '1')".formatted(run, status, start));
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, last, first_step, last_step, system)"
            + " VALUES ('%s', 'val_loss', %d, 1, 0, %d, false)".formatted(run, points, points - 1));
    for (int step = 0; step < points; step++) {
      tables.execute(
          String.format(
              Locale.ROOT,
              "INSERT INTO metrics VALUES ('%s', 'val_loss', %d, '%s', '%s'::DOUBLE, %d)",
              run,
              step,
              start.plusSeconds(60L * step),
              y.applyAsDouble(step),
              step));
    }
  }
}
