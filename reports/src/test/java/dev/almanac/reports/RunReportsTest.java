package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.reports.param.ParamException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The reports on one run and on a comparison, read as a reader does. */
class RunReportsTest {

  private static final FixtureTables TABLES = Fixture.filled();
  private static final Map<Map<String, List<String>>, Document> PAGES = new HashMap<>();

  @BeforeAll
  static void fill() {
    TABLES.execute(Fixture.resource("facts.sql"));
  }

  @AfterAll
  static void close() {
    TABLES.close();
  }

  private static Document run(String run) {
    Map<String, List<String>> given = Map.of("run", List.of(run));
    return PAGES.computeIfAbsent(given, any -> page(Fixture.about(TABLES, "run", given)));
  }

  private static Document compare(Map<String, List<String>> given) {
    return PAGES.computeIfAbsent(given, any -> page(Fixture.about(TABLES, "compare", given)));
  }

  private static Document compare(int... numbers) {
    return compare(
        Map.of("runs", IntStream.of(numbers).mapToObj(number -> "fixture/" + number).toList()));
  }

  private static Document page(RenderedReport report) {
    assertThat(report.warnings()).isEmpty();
    assertThat(report.state()).isEqualTo(RenderedReport.State.OK);
    return Jsoup.parse(report.html());
  }

  private static String section(Document page, String id) {
    Element section = page.getElementById(id);
    return section == null ? "" : section.text();
  }

  @Test
  void bestRunIsSaidToBeTheBestAndByHowMuch() {
    assertThat(section(run("run-159"), "verdict"))
        .contains("Its best val_acc is 0.967 (higher is better, declared).")
        .containsPattern("It is the best of \\d+ runs, 0\\.0\\d+ ahead of the next, run-\\d+\\.");
  }

  @Test
  void otherRunIsRankedWithItsDistanceInSeedNoise() {
    assertThat(section(run("run-3"), "verdict"))
        .containsPattern(
            "It ranks \\d+ of \\d+, better than \\d+% of the others, and 0\\.\\d+ behind")
        .containsPattern("That is \\d+× the seed noise .*, more than seeds alone explain");
    assertThat(section(run("run-4"), "verdict"))
        .contains("(lower is better, inferred from its name)")
        .contains("too few configurations were repeated with other seeds");
  }

  @Test
  void courseReproducibilityAndUnfinishedRunsAreSaid() {
    assertThat(section(run("run-159"), "verdict")).contains("diverged at step 7 (non finite)");
    assertThat(section(run("fixture/2"), "verdict"))
        .contains("It could be done again in part. Missing: <packages>. 41 of 100 points.")
        .contains("Cheapest next fix, code changes: git commit");
    assertThat(section(run("fixture/100"), "verdict"))
        .contains("The run is running, so its best so");
    assertThat(section(run("fixture/165"), "verdict"))
        .contains("It has no usable value of the metric that vision is judged by")
        .containsPattern(
            "The run failed after \\d+ min\\. Its tag error says: ValueError: <x> is not");
  }

  @Test
  void paramsStandBesideTheProjectsAndTheBestRuns() {
    String params = section(run("run-3"), "params");

    assertThat(params)
        .containsPattern("learning_rate 0\\.004 0\\.\\d+ 0\\.001 to 0\\.04, median 0\\.019")
        .contains("1 param differs from the best other run");
  }

  @Test
  void everySectionShowsWhatTheTrackerHolds() {
    Document page = run("fixture/2");

    assertThat(section(page, "origin"))
        .contains(
            "commit 0123456789abcdef", "torch 2.4.0", "corpus<x>", "<b>tag</b>", "<i>3.12</i>");
    assertThat(page.select("#origin a, .links a").eachAttr("href"))
        .contains("https://github.com/team/speech/commit/0123456789abcdef0123456789abcdef01234567");
    assertThat(section(page, "artifacts")).contains("1.2 MB");
    assertThat(section(page, "relatives")).contains("parent", "child", "wandb", "run of the twin");
    assertThat(section(page, "unreadable")).contains("A step <2> was kept as text.");
    assertThat(page.select("#machine figure.chart")).hasSize(1);
    assertThat(page.select("#curves figure.chart")).hasSize(1);
  }

  @Test
  void linksLeadOnlyToTheWeb() {
    for (Document page : List.of(run("fixture/2"), run("fixture/8"), compare(2, 5, 8))) {
      assertThat(page.select("a[href]").eachAttr("href"))
          .allMatch(link -> link.startsWith("#") || link.startsWith("https://"));
      assertThat(page.select("a[href^=https]").eachAttr("href"))
          .noneMatch(link -> link.contains("\"") || link.contains("javascript"));
      assertThat(page.select("img, iframe, link, [src], [onerror]")).isEmpty();
      assertThat(page.select("script:not([type])")).hasSize(1);
      for (Element chart : page.select("script[data-chart]")) {
        assertThat(chart.data()).doesNotContain("<", ">", "&");
      }
      for (String link : page.select("a[href^=#]").eachAttr("href")) {
        assertThat(page.getElementById(link.substring(1))).as(link).isNotNull();
      }
    }
    assertThat(run("fixture/3").select("a[href^=javascript]")).isEmpty();
  }

  @Test
  void twinIsFoundByItsKeyAndTheRunByItsName() {
    assertThat(section(run("twin/2"), "relatives")).contains("this is the one that counts");
    assertThatThrownBy(() -> run("run of the twin")).isInstanceOf(ParamException.class);
  }

  @Test
  void comparisonNamesWinnerNoiseAndDifferences() {
    Document page = compare(6, 120, 126);

    assertThat(section(page, "verdict"))
        .containsPattern("By val_acc .*, run-120 is best with 0\\.912, 0\\.\\d+ ahead of run-")
        .contains("They differ in learning_rate.")
        .contains("goes together with that alone");
    assertThat(section(page, "results")).contains("differences are to run-6").contains("better");
    assertThat(page.select("#params tbody tr")).hasSize(1);
    assertThat(section(page, "params")).contains("1 param that is the same in all batch_size=32");
    assertThat(page.select("#curves figure.chart")).hasSize(3);
  }

  @Test
  void comparisonToTheBestTurnsTheDifferencesAround() {
    Map<String, List<String>> given =
        Map.of("runs", List.of("run-6,run-120,run-126"), "base", List.of("best"));

    assertThat(section(compare(given), "results"))
        .contains("differences are to run-120")
        .contains("worse")
        .doesNotContain("better, ");
  }

  @Test
  void codeThatDiffersIsOneClickAway() {
    Document page = compare(2, 5);

    assertThat(page.select("#origin a").eachAttr("href"))
        .contains(
            "https://github.com/team/speech/compare/0123456789abcdef0123456789abcdef01234567"
                + "...89abcdef0123456789abcdef0123456789abcdef");
    assertThat(section(page, "origin")).contains("torch").doesNotContain(" pid ");
    assertThat(section(page, "verdict")).contains("They come from 2 commits.", "1 package differs");
  }

  @Test
  void fiftyRunsStandUnderOneAnotherAndTheirLinesComeOutOnHover() {
    int[] numbers = IntStream.range(0, 50).map(i -> 3 * i + (i >= 33 ? 3 : 0)).toArray();
    Document page = compare(numbers);

    assertThat(page.select("#results tbody tr")).hasSize(50);
    assertThat(page.select("#params thead th")).hasSize(3);
    String chart = page.select("#curves script[data-chart]").get(0).data();
    assertThat(chart).contains("\"focus\":\"series\"");
    assertThat(section(page, "curves")).contains("Point at a line");
  }

  @Test
  void tooFewOrTooManyRunsAreRefused() {
    assertThatThrownBy(() -> compare(3)).hasMessage("Report compare takes 2 to 50 runs, not 1.");
    assertThatThrownBy(() -> compare(IntStream.range(0, 51).toArray()))
        .hasMessage("Report compare takes 2 to 50 runs, not 51.");
    assertThatThrownBy(
            () -> compare(Map.of("runs", List.of("run-0,run-3"), "base", List.of("worst"))))
        .hasMessage("There is no base 'worst'.");
  }

  @Test
  void runsOfOneNameAreToldApart() {
    assertThat(compare(11, 13).text()).contains("one name #1", "one name #2");
  }

  @Test
  void runsOfSeveralProjectsAreCompared() {
    assertThat(compare(0, 1).select(".eyebrow").text()).isEqualTo("Comparison of 2 runs");
    assertThat(section(compare(0, 1), "results")).contains("No metric was logged by two");
  }

  @Test
  void equalInputMakesEqualPages() {
    assertThat(run("run-3").html()).isEqualTo(run("fixture/3").html());
  }

  @Test
  void withoutAnalysesThePagesStandAndNameTheCommand() {
    try (FixtureTables bare = FixtureTables.synced()) {
      bare.execute(
          "INSERT INTO runs (run_key, project, name, tracker, source, run_id, status) VALUES"
              + " ('a', 'p', 'a', 'mlflow', 's', 'a', 'finished'),"
              + " ('b', NULL, NULL, 'csv', 's', 'b', 'unknown')");
      RenderedReport one = Fixture.about(bare, "run", Map.of("run", List.of("b")));
      RenderedReport two = Fixture.about(bare, "compare", Map.of("runs", List.of("a,b")));
      for (RenderedReport report : List.of(one, two)) {
        assertThat(report.warnings()).isEmpty();
        assertThat(report.html()).contains("almanac analyze");
        Set<String> ids =
            report.sections().stream().map(RenderedSection::id).collect(Collectors.toSet());
        assertThat(ids).contains("verdict", "curves", "appendix");
      }
    }
  }

  @Test
  void runsWithoutAnythingAfterAnalysisSayWhyTheirSectionsAreEmpty() {
    try (FixtureTables bare = FixtureTables.analysed()) {
      bare.execute(
          "INSERT INTO runs (run_key, project, name, tracker, source, run_id, status) VALUES"
              + " ('a', 'p', 'a', 'mlflow', 's', 'a', 'finished'),"
              + " ('b', 'p', 'b', 'mlflow', 's', 'b', 'failed')");
      Document one = page(Fixture.about(bare, "run", Map.of("run", List.of("a"))));
      assertThat(section(one, "curves")).contains("No metric of this run was logged at more");
      assertThat(section(one, "machine")).contains("No system metric was logged over time.");
      Document two = page(Fixture.about(bare, "compare", Map.of("runs", List.of("a,b"))));
      assertThat(section(two, "verdict")).contains("none of them wins overall", "do not differ");
    }
  }
}
