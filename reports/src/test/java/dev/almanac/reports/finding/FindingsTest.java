package dev.almanac.reports.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.data.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsTest {

  @Test
  void gainBeyondTheNoiseIsNews() {
    Finding finding = only("new_best", newBest(0.0133, 0.0016));

    assertThat(finding.severity()).isEqualTo(Finding.Severity.NEWS);
    assertThat(finding.sentence())
        .isEqualTo(
            "run-7 took acc from 0.9767 to 0.9900: better by 0.0133, 8.3× the spread between"
                + " seeds.");
    assertThat(finding.caveat()).isEmpty();
  }

  @Test
  void gainWithinTheNoiseSaysSo() {
    Finding finding = only("new_best", newBest(0.002, 0.0016));

    assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTE);
    assertThat(finding.title()).isEqualTo("A new best in p, within seed noise");
    assertThat(finding.caveat()).contains("1.2×").contains("repeat it");
  }

  @Test
  void gainWithoutRepeatsIsNotCalledReal() {
    Finding finding = only("new_best", newBest(0.5, Double.NaN));

    assertThat(finding.sentence()).isEqualTo("run-7 took acc from 0.49 to 0.99.");
    assertThat(finding.caveat()).contains("Too few").contains("luck");
  }

  @Test
  void nameCannotTurnTheSentenceAround() {
    Map<String, @Nullable Object> row = newBest(0.0133, 0.0016);
    row.put("run_now", "\u202eevil\nname");

    assertThat(only("new_best", row).sentence()).startsWith("\u2068\u202eevil name\u2069 took acc");
  }

  @Test
  void burstNamesWhatTheFailedRunsShare() {
    Map<String, @Nullable Object> row = row("project", "p", "ended", 37L, "failed", 5L);
    row.putAll(row("failed_earlier", 1L, "ended_earlier", 100L, "param_key", "batch_size"));
    row.putAll(row("param_value", "512", "failed_with", 5L, "ended_with", 18L));
    row.put("rate_without", 0.0);

    Finding finding = only("failure_burst", row);

    assertThat(finding.severity()).isEqualTo(Finding.Severity.ACT);
    assertThat(finding.sentence())
        .isEqualTo(
            "5 of 37 runs failed (14%, against 1% until then). All of them had batch_size=512,"
                + " which 18 runs used; none of the others failed.");
  }

  @Test
  void usualShareOfFailuresIsNoBurst() {
    Map<String, @Nullable Object> row = row("project", "p", "ended", 40L, "failed", 8L);
    row.putAll(row("failed_earlier", 20L, "ended_earlier", 100L));

    assertThat(Findings.of(Map.of("failure_burst", rows(row)))).isEmpty();
  }

  @Test
  void divergenceNamesTheThresholdOnlyIfItTellsTheRunsApart() {
    Map<String, @Nullable Object> row = row("project", "p", "runs", 25L, "diverged", 3L);
    assertThat(only("diverged", row).sentence())
        .isEqualTo("3 of 25 runs ran away; no single setting tells them apart.");

    row.putAll(row("param_key", "learning_rate", "threshold", 0.5, "runs_above", 4L));
    row.putAll(row("diverged_above", 3L, "runs_below", 21L));
    assertThat(only("diverged", row).sentence())
        .isEqualTo(
            "3 of 25 runs ran away, all with learning_rate of 0.5 or more (3 of the 4 runs there);"
                + " none of the 21 below did.");
  }

  @Test
  void levelShiftIsToldInTheDirectionOfTheMetric() {
    Map<String, @Nullable Object> row = row("project", "p", "metric_key", "loss", "n_now", 8L);
    row.putAll(row("n_before", 20L, "median_now", 5.0, "median_before", 7.0));
    row.putAll(row("q25_now", 4.5, "q75_now", 5.5, "q25_before", 6.5, "q75_before", 7.5));

    row.put("direction", "min");
    assertThat(only("level_shift", row).title()).isEqualTo("Results in p are better as a whole");
    row.put("direction", "max");
    assertThat(only("level_shift", row).title()).isEqualTo("Results in p are worse as a whole");
    row.put("q75_now", 6.9);
    row.put("q25_now", 6.8);
    assertThat(Findings.of(Map.of("level_shift", rows(row)))).isEmpty();
  }

  @Test
  void stepIsToldWithItsIntervalAndWhatWentWithIt() {
    Map<String, @Nullable Object> row = row("project", "p", "metric_key", "loss", "week", "9 Mar");
    row.putAll(row("mean_before", 7.0, "mean_after", 5.0, "delta_low", -2.4, "delta_high", -1.6));
    row.putAll(row("n_before", 90L, "n_after", 20L, "outlook", "improving"));
    assertThat(only("level_step", row).sentence())
        .isEqualTo(
            "loss stepped in the week of 9 Mar from 7.00 to 5.00 (95% interval of the step −2.40 to"
                + " −1.60; 90 runs before, 20 since).");

    row.put("outlook", "worsening");
    row.putAll(row("change_kind", "package", "change_key", "torch", "before_text", "2.4"));
    row.putAll(row("after_text", "2.5", "share_after", 1.0, "share_before", 0.0));
    Finding finding = only("level_step", row);
    assertThat(finding.title()).isEqualTo("Results in p are worse as a whole");
    assertThat(finding.severity()).isEqualTo(Finding.Severity.ACT);
    assertThat(finding.sentence())
        .endsWith(
            "package torch went from 2.4 to 2.5, which 100% of the runs use since and 0% did"
                + " before.");
    assertThat(finding.caveat()).contains("not yet a cause");
  }

  @Test
  void changeThatCameWithAShiftIsNotCalledACause() {
    Map<String, @Nullable Object> row = row("project", "p", "metric_key", "loss", "n_now", 8L);
    row.putAll(row("n_before", 20L, "median_now", 5.0, "median_before", 7.0, "direction", "min"));
    row.putAll(row("q25_now", 4.5, "q75_now", 5.5, "q25_before", 6.5, "q75_before", 7.5));
    row.putAll(row("change_kind", "dataset", "change_key", "train", "change_value", "abc"));
    row.putAll(row("share_now", 1.0, "share_before", 0.0));

    Finding finding = only("level_shift", row);

    assertThat(finding.sentence())
        .endsWith("100% of the runs now use dataset train (abc), 0% did before.");
    assertThat(finding.caveat()).contains("not yet a cause");
  }

  @Test
  void mostPressingComeFirstAndNoKindCrowdsOutTheOthers() {
    List<Map<String, @Nullable Object>> quiet = new ArrayList<>();
    for (int project = 0; project < 9; project++) {
      quiet.add(row("project", "q" + project, "runs_earlier", 9L, "days_quiet", 8L));
    }
    Map<String, Rows> facts = new LinkedHashMap<>();
    facts.put("quiet_project", new Rows(List.of(), quiet));
    facts.put("new_best", rows(newBest(0.0133, 0.0016)));
    facts.put("stuck_runs", rows(row("project", "p", "name", "r", "age_s", 4e6, "silent_s", 4e6)));
    facts.put("unheard_of", rows(row("a", "b")));

    List<Finding> findings = Findings.of(facts);

    assertThat(findings)
        .extracting(Finding::kind)
        .containsExactly("stuck-runs", "new-best", "quiet-project", "quiet-project");
  }

  private static Map<String, @Nullable Object> newBest(double gain, double sd) {
    Map<String, @Nullable Object> row =
        row("project", "p", "metric_key", "acc", "run_now", "run-7");
    row.putAll(row("best_now", 0.99, "best_before", 0.99 - gain, "gain", gain));
    row.putAll(row("sd", sd, "least_difference", 3 * sd));
    return row;
  }

  private static Finding only(String kind, Map<String, @Nullable Object> row) {
    List<Finding> findings = Findings.of(Map.of(kind, rows(row)));
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static Rows rows(Map<String, @Nullable Object> row) {
    return new Rows(List.copyOf(row.keySet()), List.of(row));
  }

  private static Map<String, @Nullable Object> row(Object... pairs) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int index = 0; index < pairs.length; index += 2) {
      row.put(pairs[index].toString(), pairs[index + 1]);
    }
    return row;
  }
}
