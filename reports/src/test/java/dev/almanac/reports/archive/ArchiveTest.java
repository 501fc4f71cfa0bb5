package dev.almanac.reports.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveTest {

  @TempDir private Path folder;

  private Archive archive() {
    return new Archive(folder.resolve("reports"));
  }

  private static Draft draft(String week) {
    return Drafts.weekly(week, Map.of("digits", 3L), Map.of());
  }

  @Test
  void aReportIsAFolderOfThreeFilesThatIsNeverChanged() throws IOException {
    Archive archive = archive();
    Revision first = archive.publish(draft("2026-W11"));
    String page = Files.readString(first.page());
    Revision second = archive.publish(Drafts.weekly("2026-W11", Map.of("digits", 4L), Map.of()));

    assertThat(first.name()).isEqualTo("weekly/2026-W11/r1");
    assertThat(second.name()).isEqualTo("weekly/2026-W11/r2");
    assertThat(Files.readString(first.page())).isEqualTo(page);
    try (Stream<Path> files = Files.list(second.folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("index.html", "report.json", "manifest.json");
    }
    Manifest manifest = archive.manifest(second);
    assertThat(manifest.revision()).isEqualTo(2);
    assertThat(manifest.snapshot().id()).isEqualTo("42");
    assertThat(manifest.period().toPeriod()).isEqualTo(Drafts.period("2026-W11"));
    assertThat(manifest.queries().get(0).sql()).isEqualTo("SELECT 1");
    assertThat(Verification.damages(archive, second, manifest)).isEmpty();
    assertThat(archive.data(second).at("/sections/1/queries/0/rows/0/3").asText()).isEqualTo("NaN");
  }

  @Test
  void theIndexLeadsToAllOfThemAndNamesStay() throws IOException {
    Archive archive = archive();
    archive.publish(draft("2026-W11"));
    archive.publish(draft("2026-W12"));
    archive.publish(draft("2026-W12"));
    Path root = archive.folder();

    String index = Files.readString(root.resolve("index.html"));
    assertThat(index)
        .contains("weekly/2026-W12/r2/index.html", "weekly/2026-W12/r1/index.html")
        .contains("weekly/2026-W11/r1/index.html", "Week 12 of 2026");
    assertThat(index.indexOf("2026-W12/r2")).isLessThan(index.indexOf("2026-W11/r1"));
    assertThat(Files.readString(root.resolve("weekly/2026-W12/index.html")))
        .contains("url=r2/index.html");
    assertThat(Files.readString(root.resolve("weekly/index.html")))
        .contains("url=2026-W12/r2/index.html");
  }

  @Test
  void aLaterReportOnAnOlderWeekDoesNotBecomeTheNewest() throws IOException {
    Archive archive = archive();
    archive.publish(draft("2026-W12"));
    archive.publish(draft("2026-W11"));

    assertThat(Files.readString(archive.folder().resolve("weekly/index.html")))
        .contains("url=2026-W12/r1/index.html");
  }

  @Test
  void anIndexThatIsLostOrDamagedIsMadeAgain() throws IOException {
    Archive archive = archive();
    archive.publish(draft("2026-W11"));
    Files.writeString(archive.folder().resolve("index.json"), "{\"entries\": [{");
    Files.delete(archive.folder().resolve("index.html"));
    archive.publish(draft("2026-W12"));

    assertThat(Files.readString(archive.folder().resolve("index.html")))
        .contains("2026-W11/r1", "2026-W12/r1");
  }

  @Test
  void whatACrashLeftBehindIsNoReportAndTheNextOneHealsTheIndex() throws IOException {
    Archive archive = archive();
    archive.publish(draft("2026-W10"));
    String index = Files.readString(archive.folder().resolve("index.html"));
    String known = Files.readString(archive.folder().resolve("index.json"));
    archive.publish(draft("2026-W11"));
    // As after kill -9 between the rename of W11 and the index, and in the midst of staging W12.
    Files.writeString(archive.folder().resolve("index.html"), index);
    Files.writeString(archive.folder().resolve("index.json"), known);
    Path stage = Files.createDirectories(archive.folder().resolve(".staging/dead"));
    Files.writeString(stage.resolve("index.html"), "<html>half");

    assertThat(archive.revisions())
        .extracting(Revision::period)
        .containsExactly("2026-W10", "2026-W11");
    archive.publish(draft("2026-W12"));
    assertThat(Files.readString(archive.folder().resolve("index.html")))
        .contains("2026-W10/r1", "2026-W11/r1", "2026-W12/r1")
        .doesNotContain("half");
  }

  @Test
  void aDamagedManifestSpoilsNoOtherReport() throws IOException {
    Archive archive = archive();
    Revision broken = archive.publish(draft("2026-W11"));
    Files.writeString(broken.folder().resolve("manifest.json"), "{\"format\": 1, \"series");
    archive.reindex();
    archive.publish(draft("2026-W12"));

    assertThat(Files.readString(archive.folder().resolve("index.html")))
        .contains("damaged", "2026-W12/r1");
    assertThatThrownBy(() -> archive.manifest(broken))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("manifest.json")
        .hasMessageContaining("backup");
    assertThat(archive.scheduled("weekly", "2026-W11")).isEmpty();
  }

  @Test
  void manyAtOnceLoseNothingAndShareNoNumber() throws InterruptedException, ExecutionException {
    Archive archive = archive();
    ExecutorService pool = Executors.newFixedThreadPool(6);
    List<Future<Revision>> published = new ArrayList<>();
    for (int index = 0; index < 12; index++) {
      published.add(pool.submit(() -> new Archive(archive.folder()).publish(draft("2026-W11"))));
    }
    for (Future<Revision> one : published) {
      assertThat(one.get().page()).exists();
    }
    pool.shutdown();

    assertThat(archive.revisions()).hasSize(12);
    assertThat(archive.revisions().get(11).number()).isEqualTo(12);
    assertThat(archive.folder().resolve("index.html")).content().contains("2026-W11/r12");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(folder.resolve("reports"), "a file");

    assertThatThrownBy(() -> archive().publish(draft("2026-W11")))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("Cannot write to the archive")
        .hasMessageContaining("almanac.yaml");
  }

  @Test
  void namesAreFoundAndTheNearestIsTold() {
    Archive archive = archive();
    archive.publish(draft("2026-W11"));
    archive.publish(draft("2026-W11"));

    assertThat(archive.find("2026-W11").number()).isEqualTo(2);
    assertThat(archive.find("2026-W11/r1").number()).isEqualTo(1);
    assertThat(archive.find("weekly/2026-W11/").number()).isEqualTo(2);
    assertThat(archive.find("weekly/2026-W11/r1").number()).isEqualTo(1);
    assertThatThrownBy(() -> archive.find("weekly/2026-W13"))
        .hasMessageContaining("The newest of weekly is weekly/2026-W11/r2");
    assertThatThrownBy(() -> archive.find("../etc/x")).isInstanceOf(ArchiveException.class);
  }

  @Test
  void hostileNamesAreTextInTheIndex() throws IOException {
    Archive archive = archive();
    Draft draft = Drafts.due("weekly", Drafts.period("2026-W11"), Instant.EPOCH);
    archive.publish(draft.degradedBy(List.of("<script>alert(1)</script>")));

    assertThat(Files.readString(archive.folder().resolve("index.html"), UTF_8))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void aChangedFileIsFound() throws IOException {
    Archive archive = archive();
    Revision revision = archive.publish(draft("2026-W11"));
    Files.writeString(revision.page(), "<html>better numbers</html>");

    assertThat(Verification.damages(archive, revision, archive.manifest(revision)))
        .singleElement()
        .asString()
        .contains("index.html", "not what was archived");
  }

  @Test
  void renderedAgainItIsTheSameOrSaysWhatDiffers() {
    Archive archive = archive();
    Revision revision = archive.publish(draft("2026-W11"));

    assertThat(Verification.of(archive, revision, draft("2026-W11")).state())
        .isEqualTo(Verification.State.SAME);
    Verification other =
        Verification.of(
            archive, revision, Drafts.weekly("2026-W11", Map.of("digits", 5L), Map.of()));
    assertThat(other.state()).isEqualTo(Verification.State.DIFFERS);
    assertThat(other.findings()).contains("activity: runs of projects of digits was '3', is '5'.");
  }
}
