package dev.almanac.reports.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.almanac.reports.RenderedReport;
import dev.almanac.reports.RenderedSection;
import dev.almanac.reports.ReportRequest;
import dev.almanac.reports.SnapshotFacts;
import dev.almanac.reports.finding.Finding;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportYaml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rendered report on its way into the archive.
 *
 * @param series the schedule, or the report's name
 * @param request what was asked for
 * @param report what came of it
 * @param state {@code ok}, {@code degraded} or {@code skipped-empty}
 * @param reasons why it is not {@code ok}
 * @param due when a schedule wanted it, or null
 */
public record Draft(
    String series,
    ReportRequest request,
    RenderedReport report,
    String state,
    List<String> reasons,
    @Nullable Instant due) {

  static final String PAGE = "index.html";
  static final String DATA = "report.json";

  /** Checks for null and copies the list. */
  public Draft {
    requireNonNull(series, "series is null");
    requireNonNull(request, "request is null");
    requireNonNull(report, "report is null");
    requireNonNull(state, "state is null");
    reasons = List.copyOf(reasons);
  }

  /** Returns the same as degraded, for more reasons. */
  public Draft degradedBy(List<String> more) {
    List<String> all = new ArrayList<>(reasons);
    all.addAll(more);
    return new Draft(series, request, report, "degraded", all, due);
  }

  /** Returns what the report is made of, as the archive would keep it. */
  public ReportContent content() {
    try {
      return ReportContent.of(ArchiveJson.tree(ReportJson.of(this)));
    } catch (JsonProcessingException exception) {
      throw new IllegalStateException("What was just written can be read", exception);
    }
  }

  /** Returns the heading of the report. */
  String title() {
    String title = ReportYaml.read(request.name(), new ReportPieces(request.userFolder())).title();
    return request.params().fill(title);
  }

  Manifest.Source source() {
    SnapshotFacts facts = request.snapshot();
    return new Manifest.Source(
        facts.id(), facts.committedAt(), facts.warehouse(), facts.generator());
  }

  /** Returns the files but the manifest, by name. */
  Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(PAGE, report.html().getBytes(UTF_8));
    files.put(DATA, ReportJson.of(this).getBytes(UTF_8));
    return files;
  }

  /** Returns the manifest of these files, as of the first revision. */
  Manifest manifest(Map<String, byte[]> files) {
    Map<String, Manifest.Digested> digests = new LinkedHashMap<>();
    files.forEach(
        (name, bytes) -> digests.put(name, new Manifest.Digested(Sha256.of(bytes), bytes.length)));
    return new Manifest(
        Manifest.FORMAT,
        series,
        request.name(),
        title(),
        Manifest.About.of(request.period(), request.now()),
        1,
        state,
        reasons,
        due,
        request.now(),
        source(),
        Sha256.ofFolder(request.userFolder()),
        headline(),
        queries(),
        digests,
        request.params().isEmpty() ? null : request.params().given(),
        Archive.paramsHash(request.params()),
        request.budgets().isEmpty() ? null : request.budgets());
  }

  private String headline() {
    return report.sections().stream()
        .flatMap(section -> section.data().findings().stream())
        .findFirst()
        .map(Finding::title)
        .orElse("");
  }

  private List<Manifest.Query> queries() {
    List<Manifest.Query> queries = new ArrayList<>();
    for (RenderedSection section : report.sections()) {
      for (RenderedSection.RanQuery query : section.queries()) {
        queries.add(
            new Manifest.Query(
                section.id(),
                query.name(),
                query.file(),
                query.rows(),
                Sha256.of(query.sql().getBytes(UTF_8)),
                query.sql()));
      }
    }
    return queries;
  }
}
