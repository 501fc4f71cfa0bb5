package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each section says what its rows say, with the numbers that prove it, whatever the names are. */
class WeeklySectionsTest {

  private static Document page = new Document("");

  @BeforeAll
  static void render() {
    try (FixtureTables tables = Fixture.filled()) {
      tables.execute(Fixture.resource("weekly-sections.sql"));
      RenderedReport report = Fixture.render(tables, "last-week", null);
      assertThat(report.warnings()).isEmpty();
      page = Jsoup.parse(report.html());
    }
  }

  @Test
  void everySectionOfTheContentsIsThereAndMostUsefulOnesComeFirst() {
    assertThat(page.select("section").eachAttr("id"))
        .startsWith("headlines", "alerts", "next", "since", "leaderboard", "seed-noise", "changes")
        .endsWith("appendix")
        .hasSize(24);
    assertThat(page.select(".contents a").eachAttr("href"))
        .containsExactlyElementsOf(
            page.select("section").eachAttr("id").stream().map(id -> "#" + id).toList());
  }

  @Test
  void alertsNameWhatIsBrokenAndWhatToDo() {
    assertThat(text("alerts"))
        .contains("run-100, speech Counts as running and has given no sign for 35 days.")
        .contains("broken <b> The last sync, 2026-03-23 06:00, failed: Connection <refused>")
        .contains("source old Last read 2026-03-19 06:00, 4 days before")
        .contains("analysis search Failed for vision: Too <many> rows almanac analyze search")
        .contains("1 place (corrupt) could not be read, for example: Not a number: <i>");
  }

  @Test
  void suggestionsRestOnRowsAndSayTheirNumbers() {
    assertThat(text("next"))
        .contains("vision: try learning_rate above 0.04 83% of the best tenth of the runs lie at")
        .contains("speech: repeat run-178 with 2 more seeds First of")
        .contains("How much seeds alone differ in this project is not known")
        .contains("WHERE run_key = 'fixture/178'")
        .contains("speech: stop runs early by the rule median <rule>")
        .contains("it saved 35% of the steps of the other parts, and cost at most 0.002")
        .contains("vision: let runs go on for longer 7 of this week's 10 finished runs");
  }

  @Test
  void rankingComparesConfigurationsWithTheWeekBeforeAndCountsTheirSeeds() {
    String ranking = text("leaderboard");

    assertThat(ranking)
        .contains("1 new seeds-a1 widths<b>=a 0.990 3 0.9880 ± 0.0050")
        .contains("vision: 2 of the best 10 are new");
    assertThat(section("leaderboard").select("th a[href^=https]").first().attr("href"))
        .isEqualTo("https://tracker.example/run?a=1&b=1");
    assertThat(page.select("a[href^=javascript]")).isEmpty();
  }

  @Test
  void seedsTellALeadFromLuck() {
    assertThat(text("seed-noise"))
        .contains("Of 2 repeated configurations, seeds-a1 is best on average: 0.9880 over 3 seeds")
        .contains("beats one of theirs, a tie counting half, in 100% of the 9 pairs")
        .contains("the lead is more than luck");
    assertThat(section("seed-noise").select("figure.strips tbody tr").first().text())
        .isEqualTo("1. seeds-a1 (3) 3 0.988 0.986, 0.988, 0.99");
  }

  @Test
  void changesListOnlyWhatDiffers() {
    assertThat(text("changes"))
        .contains("From run-159")
        .contains("setting widths<b> not there a +0.012")
        .contains("code commit aaaa bbbb<b>")
        .contains("data train</td>, train d1 d2")
        .doesNotContain("numpy");
  }

  @Test
  void bestSoFarSaysWhatItIsAndWhatItCost() {
    assertThat(section("best-so-far").select("figcaption").eachText())
        .anyMatch(caption -> caption.startsWith("vision: better by "))
        .anyMatch(caption -> caption.startsWith("Last improvement after "));
  }

  @Test
  void anomaliesComeWithTheirNumbers() {
    assertThat(text("anomalies"))
        .contains("Not a number 4 points of val_acc are NaN or infinite, 20% of their points.")
        .contains(
            "Silent for long 3 h 1 min without a point of val_acc, before step 16; usually 1 min")
        .contains("Slow 0.095 points of val_acc a minute")
        .contains("Spike val_acc spiked once, at step 7, by 40× the noise")
        .contains("Far worse val_acc 0.10, outside of what was usual");
  }

  @Test
  void budgetCountsWasteOnce() {
    assertThat(text("budget"))
        .contains("8.0 GPU-hours in the 8 runs that state how many GPUs the machine had")
        .contains("0.5 h in repeats with the very same result");
    assertThat(section("budget").select("figure.bars figcaption").text())
        .contains("hours went to vision");
  }

  @Test
  void hardwareThatIdlesIsNamed() {
    assertThat(text("resources"))
        .contains("vision gpu.#.gpu 1 20 5 5 5")
        .contains("vision: half of the time the GPUs were no busier than 5%");
    assertThat(section("resources").select("figure.scatter tbody").text())
        .contains("none is cheaper and better");
  }

  @Test
  void interactionIsShownWithTheRunsBehindEachCell() {
    assertThat(text("interactions"))
        .contains("batch_size and learning_rate together account for 21% of the explained variance")
        .contains("the best place with runs is batch_size 32 with learning_rate 0.04")
        .contains("What the best 10 of 63 runs have in common");
    assertThat(section("interactions").select("figure.heatmap tbody tr")).hasSize(4);
    assertThat(section("interactions").select("figure.parallel thead").text())
        .isEqualTo("run learning_rate batch_size val_acc group");
  }

  @Test
  void calendarCountsTheRunsOfHalfAYear() {
    Element calendar = Objects.requireNonNull(section("activity").select("figure.heatmap").first());

    assertThat(calendar.text()).contains("191 runs in 26 weeks");
    assertThat(calendar.select("tbody tr")).hasSize(120);
    assertThat(calendar.text()).contains("The first 120 of 182 rows");
  }

  @Test
  void failuresSayHowFarTheyCame() {
    assertThat(text("failures"))
        .contains("3 runs did not finish and took 2 h 12 min")
        .contains("2 had logged no step of a metric, the others came to step 20 in the median.");
  }

  private static Element section(String id) {
    return Objects.requireNonNull(page.getElementById(id), id);
  }

  private static String text(String id) {
    return section(id).text();
  }
}
