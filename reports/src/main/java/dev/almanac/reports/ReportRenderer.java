package dev.almanac.reports;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.page.PageAssets;
import dev.almanac.reports.spec.ReportException;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import dev.almanac.reports.spec.ReportYaml;
import dev.almanac.reports.spec.SectionSpec;
import dev.almanac.reports.template.TemplateFailure;
import dev.almanac.reports.template.Templates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Renders a report section by section. An error in one section becomes a card that names file, line
 * and cause; the others stand. Stateless and safe for use by several threads.
 */
public final class ReportRenderer {

  /** Beyond this browsers of phones become slow. */
  private static final long LARGE_PAGE_BYTES = 5_000_000;

  /** For a section that states no timeout of its own. */
  private static final Duration SECTION_TIME = Duration.ofMinutes(2);

  private final Function<ReportPieces, PageAssets> assets;
  private final Duration templateTime;

  /** Creates a renderer with the assets that are built in or in the user's folder. */
  public ReportRenderer() {
    this(PageAssets::read, Duration.ofSeconds(30));
  }

  /**
   * Creates a renderer.
   *
   * @param assets gives a page its style and scripts
   * @param templateTime how long one template may take
   */
  public ReportRenderer(Function<ReportPieces, PageAssets> assets, Duration templateTime) {
    this.assets = requireNonNull(assets, "assets is null");
    this.templateTime = requireNonNull(templateTime, "templateTime is null");
  }

  /**
   * Renders a report.
   *
   * @throws ReportException if there is no such report, or its {@code report.yaml} or page cannot
   *     be used at all
   */
  public RenderedReport render(ReportRequest request) {
    ReportPieces pieces = new ReportPieces(request.userFolder());
    ReportSpec spec = ReportYaml.read(request.name(), pieces);
    Templates templates = new Templates(pieces, request.period().zone(), templateTime);
    Map<String, Object> model = PageModel.of(request, spec);
    SectionQueries queries =
        new SectionQueries(request.engine(), pieces, PageModel.parameters(request), spec.scope());
    SectionRenderer renderer =
        new SectionRenderer(spec, request, pieces, queries, templates, model, SECTION_TIME);
    List<RenderedSection> sections = new ArrayList<>();
    List<Map<String, Object>> parts = new ArrayList<>();
    for (SectionSpec section : spec.sections()) {
      SectionRenderer.Part part = renderer.render(section, sections);
      sections.add(part.section());
      parts.add(part.model());
    }
    RenderedReport.State state = state(spec, sections);
    String html = page(pieces, templates, model, parts, state);
    return warned(new RenderedReport(html, state, sections, List.of()));
  }

  private String page(
      ReportPieces pieces,
      Templates templates,
      Map<String, Object> model,
      List<Map<String, Object>> parts,
      RenderedReport.State state) {
    PageAssets page = assets.apply(pieces);
    Map<String, Object> whole = new LinkedHashMap<>(model);
    whole.put("sections", parts);
    whole.put("state", state.word());
    whole.put("policy", page.policy());
    whole.put("style", Templates.markup(page.style()));
    whole.put("script", Templates.markup(page.script()));
    whole.put("library", Templates.markup(page.library()));
    try {
      return templates.page("lib/page.ftlh", whole);
    } catch (TemplateFailure failure) {
      String line = failure.line() > 0 ? ", line " + failure.line() : "";
      throw new ReportException(
          "Cannot render the page: " + failure.file() + line + ": " + failure.getMessage(),
          failure);
    }
  }

  private static RenderedReport.State state(ReportSpec spec, List<RenderedSection> sections) {
    if (sections.stream().anyMatch(s -> s.state() == RenderedSection.State.FAILED)) {
      return RenderedReport.State.DEGRADED;
    }
    boolean empty =
        sections.stream()
            .anyMatch(
                s -> s.id().equals(spec.emptyWhen()) && s.state() == RenderedSection.State.EMPTY);
    return empty ? RenderedReport.State.EMPTY : RenderedReport.State.OK;
  }

  private static RenderedReport warned(RenderedReport report) {
    List<String> warnings = new ArrayList<>();
    for (RenderedSection section : report.sections()) {
      RenderedSection.Failure failure = section.failure();
      if (failure != null) {
        warnings.add(
            "Cannot render section "
                + section.id()
                + ": "
                + failure.place()
                + ": "
                + failure.message());
      }
    }
    if (report.bytes() > LARGE_PAGE_BYTES) {
      warnings.add("The page has " + report.bytes() + " bytes; phones will open it slowly.");
    }
    return new RenderedReport(report.html(), report.state(), report.sections(), warnings);
  }
}
