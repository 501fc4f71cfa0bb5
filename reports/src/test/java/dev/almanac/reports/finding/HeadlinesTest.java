package dev.almanac.reports.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.finding.Finding;
import dev.almanac.analyses.finding.Severity;
import dev.almanac.analyses.finding.Span;
import dev.almanac.analyses.finding.Status;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadlinesTest {

  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 16);

  @Test
  void mostPressingComeFirstThenWhatIsNewAndNoKindCrowdsOutTheOthers() {
    List<Finding> findings = new ArrayList<>();
    for (int project = 0; project < 9; project++) {
      findings.add(finding("quiet-project", Severity.NOTE, Status.NEW, "q" + project, 1));
    }
    findings.add(finding("diverged", Severity.NEWS, Status.ONGOING, "p", 3));
    findings.add(finding("new-best", Severity.NEWS, Status.NEW, "p", 1));
    findings.add(finding("failure-burst", Severity.ACT, Status.ONGOING, "p", 2));
    findings.add(finding("overfitting", Severity.NOTE, Status.RESOLVED, "p", 4));

    Headlines headlines = Headlines.of(findings);

    assertThat(headlines.first())
        .extracting(dev.almanac.reports.finding.Finding::kind)
        .containsExactly("failure-burst", "new-best", "diverged", "quiet-project", "quiet-project");
    assertThat(headlines.first())
        .extracting(dev.almanac.reports.finding.Finding::since)
        .startsWith("2nd week", "new this week", "3rd week");
    assertThat(headlines.others()).hasSize(7);
    assertThat(headlines.over()).hasSize(1);
    Collections.reverse(findings);
    assertThat(Headlines.of(findings)).isEqualTo(headlines);
  }

  @Test
  void onlySevenStandAtTheHeadAndNoneIsLost() {
    List<Finding> findings = new ArrayList<>();
    for (int kind = 0; kind < 10; kind++) {
      findings.add(finding("kind-" + kind, Severity.NEWS, Status.NEW, "p", 1));
    }

    Headlines headlines = Headlines.of(findings);

    assertThat(headlines.first()).hasSize(7);
    assertThat(headlines.others()).hasSize(3);
  }

  @Test
  void weeksAreCountedAsPeopleDo() {
    assertThat(Since.words(finding("k", Severity.NOTE, Status.ONGOING, "p", 11)))
        .isEqualTo("11th week");
    assertThat(Since.words(finding("k", Severity.NOTE, Status.ONGOING, "p", 13)))
        .isEqualTo("13th week or more");
    assertThat(Since.words(finding("k", Severity.NOTE, Status.RESOLVED, "p", 2)))
        .isEqualTo("over this week");
    assertThat(Since.words(finding("k", Severity.NOTE, Status.ONGOING, "p", 0)))
        .isEqualTo("all runs so far");
  }

  private static Finding finding(
      String kind, Severity severity, Status status, String project, int spans) {
    return new Finding(
        kind + project,
        new Span(MONDAY, MONDAY.plusWeeks(1), ZoneOffset.UTC, "week"),
        kind,
        project,
        null,
        "",
        severity,
        0.5,
        kind + " in " + project,
        "Something happened.",
        "Something happened.",
        Map.of(),
        List.of(),
        "Do something.",
        "runs",
        "true",
        "activity",
        status,
        spans == 0 ? null : MONDAY.minusWeeks(spans - 1),
        spans);
  }
}
