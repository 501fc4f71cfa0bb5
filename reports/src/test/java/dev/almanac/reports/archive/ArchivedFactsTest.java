package dev.almanac.reports.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.reports.spec.ArchiveUse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivedFactsTest {

  private static final Instant LATER = Instant.parse("2026-04-01T00:00:00Z");
  private static final ArchiveUse WEEKLY =
      new ArchiveUse("weekly", List.of("headlines", "activity"), 0);

  @TempDir private Path folder;

  @Test
  void reportsThatEndedInThePeriodAreReadWithTheirRows() throws IOException {
    Archive archive = new Archive(folder);
    archive.publish(Drafts.weekly("2026-W10", Map.of("digits", 3L), Map.of()));
    // The Sunday of week 14 lies in April.
    archive.publish(Drafts.weekly("2026-W14", Map.of("digits", 9L), Map.of()));

    List<JsonNode> facts = facts(archive, WEEKLY, LATER);

    assertThat(facts).hasSize(1);
    assertThat(facts.get(0).path("revision").asText()).isEqualTo("weekly/2026-W10/r1");
    assertThat(facts.get(0).path("first_day").asText()).isEqualTo("2026-03-02");
    assertThat(facts.get(0).path("query").asText()).isEqualTo("projects");
    assertThat(facts.get(0).path("row").path("runs").asLong()).isEqualTo(3);
  }

  @Test
  void laterRevisionOfAPeriodIsTheNewest() throws IOException {
    Archive archive = new Archive(folder);
    archive.publish(Drafts.weekly("2026-W10", Map.of("digits", 3L), Map.of()));
    archive.publish(Drafts.weekly("2026-W10", Map.of("digits", 4L), Map.of()));

    assertThat(facts(archive, WEEKLY, LATER))
        .extracting(fact -> fact.path("revision").asText() + " " + fact.path("newest").asText())
        .containsExactly("weekly/2026-W10/r1 false", "weekly/2026-W10/r2 true");
  }

  @Test
  void whatCameLaterOrIsOfAnotherReportOrSectionIsNotSeen() throws IOException {
    Archive archive = new Archive(folder);
    archive.publish(Drafts.weekly("2026-W10", Map.of("digits", 3L), Map.of()));

    assertThat(facts(archive, WEEKLY, Instant.parse("2026-03-20T00:00:00Z"))).isEmpty();
    assertThat(facts(archive, new ArchiveUse("daily", List.of("activity"), 0), LATER)).isEmpty();
    assertThat(facts(archive, new ArchiveUse("weekly", List.of("trend"), 0), LATER)).isEmpty();
    assertThat(facts(new Archive(folder.resolve("none")), WEEKLY, LATER)).isEmpty();
  }

  @Test
  void earlierReportsAreTheNewestThatWereOverBeforeThePeriod() throws IOException {
    Archive archive = new Archive(folder);
    for (String week : List.of("2026-W09", "2026-W08", "2026-W10", "2026-W11")) {
      archive.publish(Drafts.weekly(week, Map.of("digits", 3L), Map.of()));
    }
    ArchiveUse earlier = new ArchiveUse("weekly", List.of("activity"), 2);
    List<JsonNode> facts = new ArrayList<>();
    ArchiveJson.tree(new ArchivedFacts(archive).json(earlier, Drafts.period("2026-W11"), LATER))
        .forEach(facts::add);

    assertThat(facts)
        .extracting(fact -> fact.path("period").asText() + " " + fact.path("end_day").asText())
        .containsExactly("2026-W10 2026-03-09", "2026-W09 2026-03-02");
  }

  private static List<JsonNode> facts(Archive archive, ArchiveUse use, Instant now)
      throws IOException {
    List<JsonNode> facts = new ArrayList<>();
    ArchiveJson.tree(new ArchivedFacts(archive).json(use, Drafts.period("2026-03"), now))
        .forEach(facts::add);
    return facts;
  }
}
