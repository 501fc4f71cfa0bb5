package dev.almanac.analyses.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingHistoryTest {

  @Test
  void whatWasThereLastWeekIsOngoingSinceItsFirstWeek() {
    ProjectFacts facts = bursts(0, 1, 2).end();

    assertThat(at(facts, 0)).containsExactly("failure-burst ongoing 2026-03-02 3");
    assertThat(at(facts, 2)).containsExactly("failure-burst new 2026-03-02 1");
  }

  @Test
  void whatIsOverBeyondDoubtIsResolvedOnceAndThenForgotten() {
    Facts facts = bursts(4, 3);
    facts.ended(-10, "finished", 9).ended(-3, "finished", 9).ended(1, "finished", 9);

    assertThat(at(facts.end(), 2)).containsExactly("failure-burst resolved 2026-02-16 2");
    assertThat(at(facts.end(), 1)).isEmpty();
  }

  @Test
  void whatCannotBeJudgedIsNotCalledResolved() {
    Facts facts = bursts(1).ended(1, "finished", 1);
    assertThat(at(facts.end(), 0)).isEmpty();
  }

  @Test
  void newBestIsNewsThatHasNoEnd() {
    ProjectFacts facts = new Facts().values(-9, 1).values(-3, 2).values(1, 1.5).end();

    assertThat(at(facts, 1)).containsExactly("new-best new 2026-03-09 1");
    assertThat(at(facts, 0)).isEmpty();
  }

  @Test
  void findingsOfAWeekDoNotDependOnHowManyOthersAreLookedAt() {
    Facts facts = bursts(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    List<Span> few = weeks(FindingHistory.LOOK_BACK);
    List<Span> many = weeks(40);

    List<Finding> alone = new FindingHistory(facts.end(), few).at(0);
    List<Finding> together = new FindingHistory(facts.end(), many).at(0);

    assertThat(alone).isEqualTo(together).hasSize(1);
    assertThat(alone.get(0).spans()).isEqualTo(FindingHistory.LOOK_BACK);
  }

  @Test
  void whatRestsOnAllRunsIsToldOfTheNewestCompleteWeekWithRunsOnly() {
    ModelFacts model =
        new ModelFacts(
            "firm",
            50,
            List.of(new ModelFacts.Share("lr", 0.8, 0.7, 0.9)),
            List.of(),
            List.of(),
            List.of());
    Facts facts = new Facts().model(model).values(-9, 1).values(-3, 1);

    assertThat(at(facts.end(), 1)).containsExactly("dominating-param ongoing null 0");
    assertThat(at(facts.end(), 2)).isEmpty();
    assertThat(at(facts.end(), 0)).isEmpty();
    // A run of this very morning does not take the report of last week its findings.
    Facts monday = facts.values(7, 1).readAt(Facts.at(7).plusSeconds(7200));
    assertThat(at(monday.end(), 1)).containsExactly("dominating-param ongoing null 0");
  }

  @Test
  void sentenceIsItsTemplateWithItsArguments() {
    ProjectFacts facts = bursts(0).end();
    Finding finding = new FindingHistory(facts, weeks(2)).at(0).get(0);

    String text = finding.template();
    for (var arg : finding.args().entrySet()) {
      text = text.replace("{" + arg.getKey() + "}", arg.getValue());
    }
    assertThat(text).isEqualTo(finding.sentence()).doesNotContain("{");
  }

  private static Facts bursts(int... weeksBack) {
    Facts facts = new Facts().ended(-200, "finished", 400);
    for (int back : weeksBack) {
      facts.ended(1 - 7 * back, "failed", 9).ended(1 - 7 * back, "finished", 3);
    }
    return facts;
  }

  private static List<String> at(ProjectFacts facts, int back) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : new FindingHistory(facts, weeks(20)).at(back)) {
      LocalDate seen = finding.firstSeen();
      lines.add(
          finding.kind() + " " + finding.status().word() + " " + seen + " " + finding.spans());
    }
    return lines;
  }

  private static List<Span> weeks(int count) {
    return Weeks.endingWith(Facts.week(0), count);
  }
}
