package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What the built-in reports beside the weekly one say of the fixture. */
class KindsContentTest {

  @Test
  void hygieneSaysWhatIsMissingAndWhichLineMendsIt() {
    Document page = Kinds.page(Kinds.filled("hygiene"));

    assertThat(text(page, "best"))
        .contains("1 could be done again from what was recorded; 2 could be begun")
        .contains("Missing: packages <b>and</b> uncommitted changes.")
        .contains("code changes, packages");
    assertThat(text(page, "fixes"))
        .contains("essential")
        .contains("log_artifact(\"requirements.txt\")")
        .doesNotContain("keep it in a <tag> elsewhere");
    assertThat(text(page, "changes")).contains("code commit").contains("more by 100 points");
    assertThat(text(page, "coverage")).contains("hardware");
    assertThat(text(page, "unjudged"))
        .contains("Cannot be told from here")
        .contains("files beside the <log>")
        .contains("keep it in a <tag> elsewhere");
    assertThat(text(page, "calls")).contains("mlflow").contains("a few lines");
  }

  @Test
  void weeklyShowsTheSameHygieneAndLiveRows() {
    try (FixtureTables tables = Kinds.filled()) {
      RenderedReport report = Fixture.render(tables, "last-week", null);
      Document page = Kinds.page(report);

      assertThat(report.warnings()).isEmpty();
      assertThat(text(page, "hygiene"))
          .contains("1 could be done again from what was recorded, 2 in part")
          .contains("log_artifact(\"<model>\")");
      assertThat(text(page, "live")).contains("At step 20, val_loss = 1.2 is better than 30%");
    }
  }

  @Test
  void liveStatesAgesAsOfNowAndDrawsTheForecastOverTheBand() {
    Document page = Kinds.page(Kinds.filled("live"));

    assertThat(page.select("h1").text()).isEqualTo("2 runs call themselves running");
    assertThat(page.select(".dates").text()).startsWith("As of 2026-03-23 07:00 +01:00");
    assertThat(text(page, "runs"))
        .contains("keep alive")
        .contains("20 of 40")
        .contains("1.1 0.9 to 1.3")
        .contains("Last point 1 min before, usually one every 1 min.");
    assertThat(page.select("#curves script[data-chart]").first().data())
        .contains("forecast", "90% interval", "this run");
    assertThat(page.select("meta[http-equiv=refresh]")).isEmpty();
  }

  @Test
  void liveRunThatNobodyLookedAtIsNotCalledAlive() {
    try (FixtureTables tables = Kinds.filled()) {
      tables.execute(
          "UPDATE live_run SET looked_at = TIMESTAMPTZ '2026-03-23 03:00:00Z',"
              + " last_sign_at = TIMESTAMPTZ '2026-03-23 02:59:00Z'");
      Document page = Kinds.page(Kinds.render(tables, "live"));

      assertThat(text(page, "runs"))
          .contains("watch unseen")
          .contains("Not looked at for 3 h; sync its source to know.");
    }
  }

  @Test
  void projectSeesNoOtherProject() {
    Document page = Kinds.page(Kinds.filled("project"));
    Element appendix = page.getElementById("appendix");

    assertThat(page.select("h1").text()).isEqualTo("vision");
    assertThat(appendix.text())
        .contains("runs AS (SELECT * FROM main.runs WHERE project = 'vision')");
    appendix.remove();
    assertThat(page.text()).doesNotContain("speech", "val_loss");
    assertThat(text(page, "leaders")).contains("leads with val_acc");
    assertThat(text(page, "curves")).contains("batch_size × learning_rate 20% 10% to 30% yes");
    assertThat(text(page, "hygiene")).contains("on average 51 of 100 points");
    assertThat(text(page, "elsewhere")).contains("learning_rate 45% 35% to 50% 40% (30% to 52%) 4");
  }

  @Test
  void sweepSaysWhatWonWhatToWidenAndHowToRunItAgain() {
    Document page = Kinds.page(Kinds.filled("sweep"));

    assertThat(page.select("h1").text()).isEqualTo("</h1><script>alert(2)</script>");
    assertThat(text(page, "best"))
        .contains("won with val_acc")
        .contains("git checkout 1234567890abcdef</pre><script>alert(3)</script>")
        .contains("# started from: train.py")
        .contains("The command line was not recorded");
    assertThat(text(page, "history"))
        .contains("in random order the best would come so early with a chance of 5%");
    assertThat(text(page, "ranges"))
        .contains("83% of the best 5 at the upper end")
        .contains("0.06");
    assertThat(text(page, "coverage")).contains("2 trials repeated one that had been tried");
    assertThat(text(page, "importance")).contains("not of this sweep alone");
  }

  @Test
  void monthWithoutAnArchiveSaysSo() {
    Document page = Kinds.page(Kinds.filled("monthly"));

    assertThat(page.select(".masthead").text())
        .contains("The archive holds no weekly report of a week that ended this month");
    assertThat(text(page, "findings")).contains("table finding does not exist");
    assertThat(text(page, "weeks")).contains("2026-W12").doesNotContain("2026-W13");
  }

  @Test
  void monthTellsWhatArchivedReportsSaidAndWhatWasRestated() {
    try (FixtureTables tables = Kinds.filled()) {
      Document page = Kinds.page(Kinds.render(tables, "monthly", ARCHIVED));

      assertThat(page.select(".masthead").text())
          .contains("from 2 archived weekly reports")
          .contains("weekly/2026-W11/r1, weekly/2026-W12/r2")
          .contains("Not archived: 2026-W09, 2026-W10");
      assertThat(text(page, "findings"))
          .contains("Came and is there in the last week 1 vision: Bursts <b>")
          .contains("No longer told in the last week 1 Quiet speech");
      assertThat(text(page, "restated"))
          .contains("weekly/2026-W11/r1 vision runs started 1000")
          .contains("restated")
          .doesNotContain("2026-W12");
    }
  }

  @Test
  void weekTellsWhatTheLastReportSaidAndWhatWasRestated() {
    try (FixtureTables tables = Kinds.filled()) {
      Document page = Kinds.page(Kinds.render(tables, "weekly", LAST_WEEK));

      assertThat(text(page, "since"))
          .contains("The last report in the archive is of 2026-W11, rendered 2026-03-16 07:00.")
          .contains("added late to weeks already reported")
          .contains("vision val_acc higher is better 0.1 ")
          .contains("better by")
          .contains("2026-W11 vision runs started 1 →")
          .contains("2026-W11 vision best val_acc 0.1 →");
    }
  }

  @Test
  void firstWeekHasNothingToCompareWith() {
    assertThat(text(Kinds.page(Kinds.filled("weekly")), "since"))
        .contains("The archive holds no weekly report of an earlier week");
  }

  private static String text(Document page, String section) {
    Element element = page.getElementById(section);
    assertThat(element).as(section).isNotNull();
    return element.text();
  }

  private static final String ARCHIVED =
      """
      [{"revision":"weekly/2026-W11/r1","period":"2026-W11","first_day":"2026-03-09","end_day":"2026-03-16",
        "as_of":"2026-03-16T06:00:00Z","state":"ok","newest":true,"section":"headlines",
        "query":"finding","row":{"kind":"quiet","severity":"NOTE","project":"speech",
        "title":"Quiet speech","sentence":"No run."}},
       {"revision":"weekly/2026-W11/r1","period":"2026-W11","first_day":"2026-03-09","end_day":"2026-03-16",
        "as_of":"2026-03-16T06:00:00Z","state":"ok","newest":true,"section":"activity",
        "query":"projects","row":{"project":"vision","runs":1000}},
       {"revision":"weekly/2026-W12/r1","period":"2026-W12","first_day":"2026-03-16","end_day":"2026-03-23",
        "as_of":"2026-03-23T05:00:00Z","state":"ok","newest":false,"section":"activity",
        "query":"projects","row":{"project":"vision","runs":77}},
       {"revision":"weekly/2026-W12/r2","period":"2026-W12","first_day":"2026-03-16","end_day":"2026-03-23",
        "as_of":"2026-03-23T06:00:00Z","state":"ok","newest":true,"section":"headlines",
        "query":"finding","row":{"kind":"burst","severity":"ACT","project":"vision",
        "title":"Bursts <b>","sentence":"Failed."}}]
      """;

  private static final String LAST_WEEK =
      """
      [{"revision":"weekly/2026-W11/r1","period":"2026-W11","first_day":"2026-03-09",
        "end_day":"2026-03-16","as_of":"2026-03-16T06:00:00Z","state":"ok","newest":true,
        "section":"activity","query":"projects","row":{"project":"vision","runs":1}},
       {"revision":"weekly/2026-W11/r1","period":"2026-W11","first_day":"2026-03-09",
        "end_day":"2026-03-16","as_of":"2026-03-16T06:00:00Z","state":"ok","newest":true,
        "section":"leaderboard","query":"standing","row":{"project":"vision",
        "metric_key":"val_acc","direction":"max","best_now":0.1,"best_before":0.05}}]
      """;
}
