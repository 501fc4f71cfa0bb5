package dev.almanac.reports.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.finding.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportDiffTest {

  @TempDir private Path folder;

  private List<Change> diff(Draft before, Draft after) {
    Archive archive = new Archive(folder);
    return ReportDiff.of(archive, archive.publish(before), archive.publish(after));
  }

  @Test
  void equalReportsDifferInNothing() {
    Draft draft = Drafts.weekly("2026-W11", Map.of("digits", 3L), Map.of());

    assertThat(diff(draft, draft)).isEmpty();
  }

  @Test
  void twoRevisionsOfOnePeriodAreRestated() {
    assertThat(
            diff(
                Drafts.weekly("2026-W11", Map.of("digits", 3L), Map.of()),
                Drafts.weekly("2026-W11", Map.of("digits", 5L), Map.of())))
        .containsExactly(
            new Change("number", "activity", "runs of projects of digits", "3", "5", true));
  }

  @Test
  void aFollowingWeekThatSaysOtherwiseOfTheOneBeforeRestatesIt() {
    List<Change> changes =
        diff(
            Drafts.weekly("2026-W11", Map.of("digits", 3L), Map.of()),
            Drafts.weekly("2026-W12", Map.of("digits", 7L), Map.of("digits", 4L)));

    assertThat(changes)
        .contains(new Change("number", "activity", "runs of projects of digits", "3", "7", false));
    assertThat(changes)
        .filteredOn(Change::restated)
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.before()).isEqualTo("3");
              assertThat(change.after()).isEqualTo("4");
            });
  }

  @Test
  void rowsComeAndGo() {
    assertThat(
            diff(
                Drafts.weekly("2026-W11", Map.of("digits", 3L), Map.of()),
                Drafts.weekly("2026-W12", Map.of("wine", 3L), Map.of())))
        .extracting(Change::kind, Change::what, Change::before, Change::after)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("row", "projects of digits", "listed", ""),
            org.assertj.core.groups.Tuple.tuple("row", "projects of wine", "", "listed"));
  }

  @Test
  void findingsAreToldApartByKindAndProject() {
    Finding finding =
        new Finding(
            "new-best", Finding.Severity.NEWS, 1, "digits", "New best", "0.91.", "", "leaderboard");
    Draft without =
        Drafts.of("weekly", Drafts.period("2026-W11"), Map.of(), Map.of(), null, List.of());
    Draft with =
        Drafts.of("weekly", Drafts.period("2026-W12"), Map.of(), Map.of(), null, List.of(finding));

    assertThat(diff(without, with))
        .contains(new Change("finding", "headlines", "new-best digits", "", "0.91.", false));
  }
}
